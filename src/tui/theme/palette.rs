//! The palettes that bring their own background: dark and light, in true colour and in the 256 colours that most terminals have.
//! Blue stands for good and orange to vermilion for bad, so that they hold for readers who see red and green alike (hues after
//! Okabe and Ito, "Color Universal Design", 2002). Must not say what a style is for.

use ratatui::style::Color;

/// How many colours a terminal draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Red, green and blue as they are.
    True,
    /// The 256 colours of xterm; the nearest one is taken.
    Indexed,
}

/// The colours of a palette.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub ground: Color,
    pub text: Color,
    pub dim: Color,
    pub border: Color,
    pub bar: Color,
    pub rest: Color,
    pub customer: Color,
    pub trainee: Color,
    pub good: Color,
    pub warn: Color,
    pub bad: Color,
    /// The ground of what is chosen.
    pub chosen: Color,
}

/// Red, green, blue.
type Rgb = (u8, u8, u8);

impl Palette {
    /// Light text on a dark ground.
    pub(super) fn dark(depth: Depth) -> Self {
        let c = |rgb| colour(rgb, depth);
        Self {
            ground: c((0x16, 0x18, 0x1d)),
            text: c((0xe4, 0xe4, 0xe0)),
            dim: c((0xa8, 0xa8, 0xa8)),
            border: c((0x80, 0x80, 0x80)),
            bar: c((0x5f, 0xaf, 0xd7)),
            rest: c((0x80, 0x80, 0x80)),
            customer: c((0xd7, 0x87, 0xd7)),
            trainee: c((0x87, 0xaf, 0xff)),
            good: c((0x5f, 0xaf, 0xff)),
            warn: c((0xff, 0xd7, 0x5f)),
            bad: c((0xff, 0x87, 0x5f)),
            chosen: c((0x3a, 0x44, 0x54)),
        }
    }

    /// Dark text on a light ground.
    pub(super) fn light(depth: Depth) -> Self {
        let c = |rgb| colour(rgb, depth);
        Self {
            ground: c((0xfa, 0xfa, 0xf5)),
            text: c((0x1c, 0x1c, 0x1c)),
            dim: c((0x58, 0x58, 0x58)),
            border: c((0x76, 0x76, 0x76)),
            bar: c((0x00, 0x5f, 0x87)),
            rest: c((0x76, 0x76, 0x76)),
            customer: c((0x87, 0x00, 0x87)),
            trainee: c((0x00, 0x00, 0xaf)),
            good: c((0x00, 0x5f, 0xaf)),
            warn: c((0x87, 0x5f, 0x00)),
            bad: c((0xaf, 0x26, 0x00)),
            chosen: c((0xd0, 0xdc, 0xec)),
        }
    }
}

fn colour((red, green, blue): Rgb, depth: Depth) -> Color {
    match depth {
        Depth::True => Color::Rgb(red, green, blue),
        Depth::Indexed => Color::Indexed(nearest((red, green, blue))),
    }
}

/// The six steps of a channel in xterm's cube of colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// A colour of the cube (16–231) or of the 24 greys (232–255).
fn of_index(index: u8) -> Rgb {
    match index.checked_sub(232) {
        Some(grey) => {
            let value = 8 + 10 * grey;
            (value, value, value)
        }
        None => {
            let at = index.saturating_sub(16);
            let step = |n: u8| STEPS.get(usize::from(n)).copied().unwrap_or(255);
            (step(at / 36), step(at / 6 % 6), step(at % 6))
        }
    }
}

fn nearest(wanted: Rgb) -> u8 {
    let far = |index: &u8| {
        let has = of_index(*index);
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(wanted.0, has.0) + square(wanted.1, has.1) + square(wanted.2, has.2)
    };
    (16..=255).min_by_key(far).unwrap_or(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(colour: Color) -> Rgb {
        match colour {
            Color::Rgb(red, green, blue) => (red, green, blue),
            Color::Indexed(index) => of_index(index),
            other => panic!("{other:?} is no colour of a palette"),
        }
    }

    fn linear(colour: Color) -> [f64; 3] {
        let (red, green, blue) = rgb(colour);
        [red, green, blue].map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Contrast as WCAG 2.2 defines it, 1–21.
    fn contrast(one: Color, other: Color) -> f64 {
        let light = |colour| {
            let [red, green, blue] = linear(colour);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other): (f64, f64) = (light(one), light(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn all() -> [Palette; 4] {
        [
            Palette::dark(Depth::True),
            Palette::dark(Depth::Indexed),
            Palette::light(Depth::True),
            Palette::light(Depth::Indexed),
        ]
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for palette in all() {
            for text in [
                palette.text,
                palette.dim,
                palette.customer,
                palette.trainee,
                palette.good,
                palette.warn,
                palette.bad,
            ] {
                assert!(contrast(text, palette.ground) >= 4.5, "{text:?}");
            }
            assert!(contrast(palette.text, palette.chosen) >= 4.5);
            for line in [palette.border, palette.bar, palette.rest] {
                assert!(contrast(line, palette.ground) >= 3.0, "{line:?}");
            }
        }
    }

    /// What someone without red (protanopia) or green (deuteranopia) cones sees, after Viénot, Brettel and Mollon, "Digital
    /// video colourmaps for checking the legibility of displays by dichromats", Color Research & Application 24 (1999).
    fn seen_without(cone: &str, colour: Color) -> [f64; 3] {
        let [red, green, blue] = linear(colour);
        let long = 17.8824 * red + 43.5161 * green + 4.1193 * blue;
        let middle = 3.4557 * red + 27.1554 * green + 3.8671 * blue;
        let short = 0.0300 * red + 0.1843 * green + 1.4671 * blue;
        let (long, middle) = match cone {
            "red" => (2.0234 * middle - 2.5258 * short, middle),
            _ => (long, 0.4942 * long + 1.2483 * short),
        };
        [
            0.0809 * long - 0.1305 * middle + 0.1167 * short,
            -0.0102 * long + 0.0540 * middle - 0.1136 * short,
            -0.0004 * long - 0.0041 * middle + 0.6935 * short,
        ]
    }

    #[test]
    fn good_and_bad_differ_for_those_who_see_no_red_or_no_green() {
        for palette in all() {
            for cone in ["red", "green"] {
                for (one, other) in [(palette.good, palette.bad), (palette.good, palette.warn)] {
                    let (a, b) = (seen_without(cone, one), seen_without(cone, other));
                    let far: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
                    assert!(
                        far.sqrt() > 0.2,
                        "{one:?} and {other:?} without {cone}: {far}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_nearest_of_256_is_the_colour_itself_where_it_is_there() {
        for index in 16..=255u8 {
            assert_eq!(of_index(nearest(of_index(index))), of_index(index));
        }
    }
}
