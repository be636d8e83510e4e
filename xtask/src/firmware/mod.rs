//! `cargo xtask firmware`: builds every image of `firmware/`, runs it in QEMU, measures it, and holds it to its budget.

mod budget;
mod c_image;
mod elf;
mod image;
mod page;
mod panics;
mod portable;
mod stack;
mod tools;
mod traces;

use anyhow::{Context as _, Result, ensure};

use budget::{Budgets, Figures};
use image::{VARIANTS, Variant};

/// Builds, runs, checks and prints the table. With `update`, writes it instead of comparing.
pub(crate) fn run(update: bool) -> Result<()> {
    tools::install()?;
    tools::build_plugin()?;

    let mut measured = Budgets::new(&tools::compiler()?);
    for variant in &VARIANTS {
        step(&format!("{}: build", variant.name));
        variant.build()?;
        step(&format!("{}: every vector", variant.name));
        for image in variant.checks {
            variant.run(image)?;
        }
        step(&format!("{}: measure", variant.name));
        for image in variant.measured {
            measured.insert(variant.name, image, measure(variant, image)?);
        }
        if let Some(cpu) = variant.cpu_of_gcc {
            step(&format!("{}: in C", variant.name));
            measured.insert(variant.name, image::IN_C, c_image::check(variant, cpu)?);
        }
        if variant.traced {
            step(&format!("{}: constant time", variant.name));
            traces::check(variant)?;
        }
    }
    portable::check()?;
    page::example()?;

    println!("\n{}", measured.table());
    if update {
        measured.write()?;
        return page::write(&measured);
    }
    measured.compare(&Budgets::read()?)?;
    page::check(&Budgets::read()?)
}

/// Runs an image under the plugin, twice, and walks its calls.
fn measure(variant: &Variant, image: &str) -> Result<Figures> {
    let (once, again) = (variant.trace(image, None)?, variant.trace(image, None)?);
    ensure!(once == again, "{} {image}: two runs differ", variant.name);
    let elf = elf::Elf::read(&variant.path(image))?;
    let mut figures = Figures::new(elf.flash()?);
    if variant.tables {
        panics::check(&elf).with_context(|| format!("{} {image}", variant.name))?;
    }
    let calls = stack::Calls::read(&elf)?;
    for span in once {
        let name = format!("{} {image} {}", variant.name, span.name);
        let bound = calls.bound(&format!("measured_{}", span.name.replace('-', "_"))).context(name.clone())?;
        ensure!(bound >= span.stack, "{name}: stack of {} bytes, above the bound of {bound}", span.stack);
        figures.insert(&span, bound);
    }
    Ok(figures)
}

fn step(name: &str) {
    println!("== {name}");
}
