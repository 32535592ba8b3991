//! Plots of ratios: bars on a logarithmic scale, as SVG.

use std::fmt::Write as _;

const LABELS: f64 = 420.0;
const BARS: f64 = 520.0;
const ROW: f64 = 22.0;
const TOP: f64 = 56.0;

/// A bar of a plot: what it is about, and the ratio.
pub(super) struct Bar<'b> {
    pub(super) about: &'b str,
    pub(super) ratio: f64,
}

/// Bars that begin at 1: to the right where the ratio is above it, to the left, in another colour, where it is below.
pub(super) fn bars(title: &str, bars: &[Bar<'_>]) -> String {
    let furthest = |start: f64, pick: fn(f64, f64) -> f64| bars.iter().map(|bar| bar.ratio).fold(start, pick);
    let (low, high) = (furthest(0.5, f64::min).log10(), furthest(2.0, f64::max).log10());
    let x = |ratio: f64| LABELS + (ratio.log10() - low) / (high - low) * BARS;
    #[allow(clippy::cast_precision_loss, reason = "a few dozen bars")]
    let bottom = TOP + bars.len() as f64 * ROW;
    let (width, height) = (LABELS + BARS + 70.0, bottom + 30.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"10\" y=\"24\" \
         font-size=\"16\">{}</text>\n",
        escaped(title)
    );
    let ticks = [0.1_f64, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].into_iter();
    for tick in ticks.filter(|tick| (low..=high).contains(&tick.log10())) {
        let (at, stroke) = (x(tick), if tick == 1.0 { "#333" } else { "#ddd" });
        put(
            &mut svg,
            format_args!("<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{bottom}\" stroke=\"{stroke}\"/>"),
        );
        put(
            &mut svg,
            format_args!("<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>", bottom + 18.0),
        );
    }
    let mut y = TOP;
    for Bar { about, ratio } in bars {
        let (start, end) = (x(ratio.min(1.0)), x(ratio.max(1.0)));
        let colour = if *ratio >= 1.0 { "#3a7d44" } else { "#b5482e" };
        let (middle, label) = (y + 15.0, LABELS - 10.0);
        put(&mut svg, format_args!("<text x=\"{label}\" y=\"{middle}\" text-anchor=\"end\">{}</text>", escaped(about)));
        put(
            &mut svg,
            format_args!(
                "<rect x=\"{start:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"16\" fill=\"{colour}\"/>",
                y + 2.0,
                (end - start).max(1.0)
            ),
        );
        put(&mut svg, format_args!("<text x=\"{:.1}\" y=\"{middle}\">{ratio:.2}</text>", end + 6.0));
        y += ROW;
    }
    svg + "</svg>\n"
}

fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(svg, "{line}").expect("a string grows");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_goes_to_its_side_of_one() {
        let svg = bars("a < b", &[Bar { about: "fast", ratio: 10.0 }, Bar { about: "slow", ratio: 0.25 }]);
        assert!(svg.contains("a &lt; b") && svg.contains(">10.00<") && svg.contains(">0.25<"));
        assert_eq!((svg.matches("#3a7d44").count(), svg.matches("#b5482e").count()), (1, 1));
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    }
}
