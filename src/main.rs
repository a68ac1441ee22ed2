//! The binary: hands the arguments to `cli`.
use clap::Parser;
#[derive(Parser)]
enum Command {
    Score { file: Option<String> },
    Agreement(teller_coach::cli::agreement::Arguments),
    Fit(teller_coach::cli::fit::Arguments),
}
fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Score { .. } => {
            teller_coach::cli::score::run(
                &mut std::io::stdin().lock(),
                &mut std::io::stdout().lock(),
            )?;
        }
        Command::Agreement(a) => println!("{}", teller_coach::cli::agreement::run(&a)?.0),
        Command::Fit(a) => println!("{}", teller_coach::cli::fit::run(&a)?),
    }
    Ok(())
}
