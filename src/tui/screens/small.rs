//! What is shown in a window too small for anything else.

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;

/// Says how large the window must be and how large it is.
pub fn draw(canvas: &mut Canvas<'_>) {
    let area = canvas.area();
    let look = canvas.look;
    let text = look.texts.with(
        "small",
        &[("columns", area.width.into()), ("rows", area.height.into())],
    );
    for (line, y) in look
        .wrap(&text, usize::from(area.width))
        .iter()
        .zip(area.top()..area.bottom())
    {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        canvas.text(row, line, look.theme.base);
    }
}
