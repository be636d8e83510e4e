//! Plots of a sweep as SVG and PNG: the first swept parameter is the x axis, the second one has a line for each value, and every
//! measure has a panel.

use std::ops::Range;
use std::sync::Once;

use fernet_sim::{Estimate, Measure, Outcome, Parameter, Sweep, Unit};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint};
use plotters::prelude::*;

use super::cells::parameters;
use super::table::number;
use crate::failure::Failure;

/// Colours that people with any kind of colour vision tell apart (Okabe and Ito, 2008).
const COLOURS: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(148, 103, 60),
    RGBColor(90, 90, 90),
];
const FONT: &str = "sans-serif";
const WIDTH: u32 = 1000;
const HEAD: u32 = 84;
const PANEL: u32 = 360;
/// Width of the legend.
const LEGEND: u32 = 215;
/// Most values of a swept parameter that are marked by points, and written at the axis.
const MARKED: usize = 25;
/// Least distance between two labels of the x axis, as a share of its length.
const APART: f64 = 0.07;

/// A plot of some measures over the cells of a sweep.
pub(crate) struct Plot<'a> {
    title: &'a str,
    outcomes: &'a [Outcome],
    x: Axis<'a>,
    lines: Option<&'a fernet_sim::Axis>,
    measures: Vec<&'static Measure>,
}

impl<'a> Plot<'a> {
    /// Checks that a sweep can be plotted.
    pub(crate) fn check(sweep: &Sweep) -> Result<(), Failure> {
        let wrong = |what: String| Err(Failure::field("--sweep", what));
        match sweep.axes() {
            [x] | [x, _] if x.values().len() < 2 => {
                wrong(format!("a plot needs two values of {} or more", x.parameter().name))
            }
            [_, lines] if lines.values().len() > COLOURS.len() => wrong(format!(
                "a plot has a line for each value of {}: expected at most {}, got {}",
                lines.parameter().name,
                COLOURS.len(),
                lines.values().len()
            )),
            [_] | [_, _] => Ok(()),
            axes => wrong(format!("a plot shows one or two swept parameters, got {}", axes.len())),
        }
    }

    /// A plot of the measures that `shown` selects. The sweep has passed [`Plot::check`].
    pub(crate) fn new(
        title: &'a str,
        sweep: &'a Sweep,
        outcomes: &'a [Outcome],
        shown: impl Fn(&Measure) -> bool,
    ) -> Self {
        let experiment = sweep.base().experiment();
        let measures = experiment.measures.iter().filter(|measure| shown(measure)).collect();
        Self { title, outcomes, x: Axis::new(&sweep.axes()[0]), lines: sweep.axes().get(1), measures }
    }

    /// The plot as SVG.
    pub(crate) fn svg(&self) -> Result<String, Failure> {
        let mut text = String::new();
        self.draw(&SVGBackend::with_string(&mut text, self.size()).into_drawing_area())?;
        Ok(text)
    }

    /// The plot as PNG.
    pub(crate) fn png(&self) -> Result<Vec<u8>, Failure> {
        let (width, height) = self.size();
        let mut pixels = vec![0; (width * height * 3) as usize];
        self.draw(&BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area())?;
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Rgb);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
        written.map_err(|error| Failure::Invalid(error.to_string()))?;
        Ok(file)
    }

    fn size(&self) -> (u32, u32) {
        (WIDTH, HEAD + PANEL * self.measures.len() as u32)
    }

    fn draw<B: DrawingBackend>(&self, root: &DrawingArea<B, Shift>) -> Result<(), Failure> {
        static FONTS: Once = Once::new();
        FONTS.call_once(|| {
            let registered = plotters::style::register_font(FONT, FontStyle::Normal, notosans::REGULAR_TTF);
            assert!(registered.is_ok(), "the font of the crate is one");
        });
        let drawn = self.panels(root).and_then(|()| root.present());
        drawn.map_err(|error| Failure::Invalid(format!("the plot cannot be drawn: {error}")))
    }

    fn panels<B: DrawingBackend>(&self, root: &DrawingArea<B, Shift>) -> Drawn<B> {
        root.fill(&WHITE)?;
        let (head, body) = root.split_vertically(HEAD);
        self.head(&head)?;
        for (panel, measure) in body.split_evenly((self.measures.len(), 1)).iter().zip(&self.measures) {
            let (chart, legend) = panel.split_horizontally(WIDTH - LEGEND);
            let lines = self.lines_of(measure);
            self.chart(&chart, measure, &lines)?;
            self.legend(&legend, &lines)?;
        }
        Ok(())
    }

    /// The title, and the parameters that all cells have in common.
    fn head<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>) -> Drawn<B> {
        area.draw(&Text::new(self.title.to_owned(), (16, 12), (FONT, 21)))?;
        let cell = self.outcomes[0].cell();
        let swept = [Some(self.x.parameter), self.lines.map(fernet_sim::Axis::parameter)];
        let mut given: Vec<String> =
            parameters(cell, |parameter| !swept.iter().flatten().any(|swept| swept.name == parameter.name)).collect();
        if cell.draws() > 0 {
            given.push(format!("{} draws, seed {}", cell.draws(), cell.seed()));
        }
        for (index, line) in wrapped(&given.join(", "), 140).iter().take(2).enumerate() {
            area.draw(&Text::new(
                line.clone(),
                (16, 42 + 18 * index as i32),
                (FONT, 15).into_font().color(&BLACK.mix(0.6)),
            ))?;
        }
        Ok(())
    }

    /// The points of each line, from the left to the right.
    fn lines_of(&self, measure: &Measure) -> Vec<Line> {
        let count = self.lines.map_or(1, |lines| lines.values().len());
        let line = |line: usize| {
            let at = |(index, value): (usize, &u64)| {
                Some((self.x.at(*value), *self.outcomes[index * count + line].estimate(measure.name)?))
            };
            let mut points: Vec<_> = self.x.values.iter().enumerate().filter_map(at).collect();
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            let name = self.lines.map(|lines| lines.parameter().text(lines.values()[line]));
            Line { name, colour: COLOURS[line % COLOURS.len()], points }
        };
        (0..count).map(line).collect()
    }

    fn chart<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, measure: &Measure, lines: &[Line]) -> Drawn<B> {
        let title = wrapped(measure.about, 95);
        for (index, line) in title.iter().enumerate() {
            area.draw(&Text::new(line.clone(), (90, 4 + 20 * index as i32), (FONT, 17)))?;
        }
        let y = range(lines);
        // Sums of steps miss 0 by their rounding.
        let least = (y.end - y.start) * 1e-9;
        let mut chart = ChartBuilder::on(area)
            .margin_top(10 + 20 * title.len() as u32)
            .margin_left(14)
            .margin_bottom(14)
            .margin_right(24)
            .x_label_area_size(56)
            .y_label_area_size(82)
            .build_cartesian_2d(self.x.clone(), y)?;
        chart
            .configure_mesh()
            .x_desc(format!("{}: {}", self.x.parameter.name, self.x.parameter.about))
            .y_desc(measure.name)
            .x_label_formatter(&|x| self.x.label(*x))
            .y_label_formatter(&|y| number(if y.abs() < least { 0.0 } else { *y }))
            .y_labels(8)
            .y_max_light_lines(1)
            .axis_desc_style((FONT, 16))
            .label_style((FONT, 15))
            .bold_line_style(BLACK.mix(0.15))
            .light_line_style(TRANSPARENT)
            .draw()?;
        for line in lines.iter().filter(|line| line.has_band()) {
            let low = line.points.iter().map(|(x, estimate)| (*x, estimate.low));
            let high = line.points.iter().rev().map(|(x, estimate)| (*x, estimate.high));
            chart.draw_series([Polygon::new(low.chain(high).collect::<Vec<_>>(), line.colour.mix(0.22))])?;
        }
        for line in lines {
            let points = line.points.iter().map(|(x, estimate)| (*x, estimate.value));
            chart.draw_series(LineSeries::new(points.clone(), line.colour.stroke_width(2)))?;
            if line.points.len() <= MARKED {
                chart.draw_series(points.map(|point| Circle::new(point, 3, line.colour.filled())))?;
            }
            let expected = line.points.iter().filter_map(|(x, estimate)| Some((*x, estimate.expected?)));
            chart.draw_series(DashedLineSeries::new(expected, 5, 5, BLACK.stroke_width(1)))?;
        }
        Ok(())
    }

    fn legend<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, lines: &[Line]) -> Drawn<B> {
        let mut y = 34;
        let text = |text: String, x: i32, y: i32| Text::new(text, (x, y - 10), (FONT, 15));
        if let Some(axis) = self.lines {
            area.draw(&text(axis.parameter().name.to_owned(), 4, y))?;
            y += 22;
        }
        for line in lines {
            area.draw(&PathElement::new([(4, y), (30, y)], line.colour.stroke_width(3)))?;
            area.draw(&text(line.name.clone().unwrap_or_else(|| "estimate".to_owned()), 38, y))?;
            y += 22;
        }
        if lines.iter().any(Line::has_band) {
            area.draw(&Rectangle::new([(4, y - 6), (30, y + 6)], BLACK.mix(0.18).filled()))?;
            area.draw(&text("interval of 99.9 %".to_owned(), 38, y))?;
            y += 22;
        }
        if lines.iter().any(|line| line.points.iter().any(|point| point.1.expected.is_some())) {
            for dash in [4, 14, 24] {
                area.draw(&PathElement::new([(dash, y), (dash + 6, y)], BLACK.stroke_width(1)))?;
            }
            area.draw(&text("value in theory".to_owned(), 38, y))?;
        }
        Ok(())
    }
}

type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

struct Line {
    /// The value of the second swept parameter.
    name: Option<String>,
    colour: RGBColor,
    points: Vec<(f64, Estimate)>,
}

impl Line {
    /// Whether its interval can be drawn.
    fn has_band(&self) -> bool {
        let finite = |(_, estimate): &(f64, Estimate)| estimate.low.is_finite() && estimate.high.is_finite();
        self.points.iter().all(finite) && self.points.iter().any(|(_, estimate)| estimate.low < estimate.high)
    }
}

/// The x axis.
#[derive(Clone)]
struct Axis<'a> {
    parameter: &'static Parameter,
    values: &'a [u64],
    /// Whether the axis is logarithmic.
    logarithmic: bool,
    range: (f64, f64),
    labels: Vec<f64>,
}

impl<'a> Axis<'a> {
    fn new(axis: &'a fernet_sim::Axis) -> Self {
        let (parameter, values) = (axis.parameter(), axis.values());
        let (least, greatest) = (values.iter().min().copied(), values.iter().max().copied());
        let (least, greatest) = (least.unwrap_or(0), greatest.unwrap_or(0));
        let logarithmic = !matches!(parameter.unit, Unit::Choice(_)) && least > 0 && greatest / least >= 50;
        let mut new = Self { parameter, values, logarithmic, range: (0.0, 1.0), labels: Vec::new() };
        new.range = (new.at(least), new.at(greatest));
        let mut candidates: Vec<f64> = if values.len() <= MARKED || logarithmic {
            values.iter().map(|value| new.at(*value)).collect()
        } else {
            steps(new.range)
        };
        candidates.sort_by(f64::total_cmp);
        let apart = (new.range.1 - new.range.0) * APART;
        for candidate in candidates {
            if new.labels.last().is_none_or(|last| candidate - last >= apart) {
                new.labels.push(candidate);
            }
        }
        new
    }

    /// Where a value is.
    fn at(&self, value: u64) -> f64 {
        let value = if self.parameter.unit == Unit::Ppm { value as f64 / 1e6 } else { value as f64 };
        if self.logarithmic { value.log10() } else { value }
    }

    /// The text of a value at its place.
    fn label(&self, x: f64) -> String {
        match self.parameter.unit {
            Unit::Choice(_) => self.parameter.text(x.round() as u64),
            _ => number(if self.logarithmic { 10_f64.powf(x) } else { x }),
        }
    }
}

impl Ranged for Axis<'_> {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, x: &f64, (left, right): (i32, i32)) -> i32 {
        let share = (x - self.range.0) / (self.range.1 - self.range.0);
        left + (share * f64::from(right - left)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.labels.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.range.0..self.range.1
    }
}

/// Round numbers in a range: multiples of 1, 2 or 5 times a power of ten.
fn steps((first, last): (f64, f64)) -> Vec<f64> {
    let rough = (last - first) / 8.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
    let from = (first / step).ceil();
    (0..12).map(|index| (from + f64::from(index)) * step).filter(|x| *x <= last + step * 1e-9).collect()
}

/// The y axis: from 0 unless all values are far from it.
fn range(lines: &[Line]) -> Range<f64> {
    let estimates = lines.iter().flat_map(|line| &line.points);
    let numbers = estimates
        .flat_map(|(_, estimate)| [Some(estimate.value), Some(estimate.low), Some(estimate.high), estimate.expected]);
    let finite = numbers.flatten().filter(|number| number.is_finite());
    let (mut low, mut high) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    if low > 0.0 && low < 0.6 * high {
        low = 0.0;
    }
    if high < 0.0 && high > 0.6 * low {
        high = 0.0;
    }
    let margin = if high > low { (high - low) * 0.06 } else { high.abs().max(1.0) * 0.1 };
    (if low == 0.0 { low } else { low - margin })..(if high == 0.0 { high } else { high + margin })
}

/// Breaks a text at blanks into lines of at most `length` characters.
fn wrapped(text: &str, length: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full =
            lines.last().is_some_and(|line| !line.is_empty() && line.chars().count() + word.chars().count() >= length);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{steps, wrapped};

    #[test]
    fn labels_are_round() {
        let close = |a: &[f64], b: &[f64]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(close(&steps((0.5, 1.0)), &[0.5, 0.6, 0.7, 0.8, 0.9, 1.0]), "{:?}", steps((0.5, 1.0)));
        assert!(close(&steps((3.0, 103.0)), &[20.0, 40.0, 60.0, 80.0, 100.0]), "{:?}", steps((3.0, 103.0)));
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable", 3), ["unbreakable"]);
    }
}
