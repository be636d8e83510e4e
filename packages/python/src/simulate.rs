//! Experiments on the mechanism.

use std::error::Error;

use fernet_sim::{Axis, Cell, Estimate, Experiment, Parameter, Sweep, Unit};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyString};

use crate::value::{V, unknown_name};

/// All experiments.
#[pyfunction]
pub(crate) fn experiments(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    fernet_sim::experiments().iter().map(|experiment| described(py, experiment)).collect()
}

/// The parameters of all cells of a sweep.
#[pyfunction]
pub(crate) fn cells<'py>(
    py: Python<'py>,
    experiment: &str,
    sweeps: Vec<String>,
    parameters: &Bound<'py, PyDict>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let base = cell(experiment, parameters, None, 0)?;
    let axes = sweeps.iter().map(|text| Axis::parse(base.experiment(), text)).collect::<Result<Vec<_>, _>>();
    let axes = axes.map_err(|error| wrong(&error))?;
    if let Some(axis) = axes.iter().find(|axis| parameters.contains(axis.parameter().name).unwrap_or(false)) {
        let name = axis.parameter().name;
        return Err(PyValueError::new_err(format!("'parameters': {name} has no effect beside its sweep")));
    }
    let sweep = Sweep::new(base, axes).map_err(|error| wrong(&error))?;
    sweep.cells().map(|cell| values(py, &cell.map_err(|error| wrong(&error))?)).collect()
}

/// The rows of one cell, one for each measure.
#[pyfunction]
pub(crate) fn run<'py>(
    py: Python<'py>,
    experiment: &str,
    parameters: &Bound<'py, PyDict>,
    draws: V<Option<u64>>,
    seed: V<u64>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let cell = cell(experiment, parameters, draws.0, seed.0)?;
    let outcome = py.detach(|| cell.run()).map_err(|error| wrong(&error))?;
    let row = |(measure, estimate): (&fernet_sim::Measure, &Estimate)| {
        let row = values(py, &cell)?;
        let Estimate { value, low, high, expected, samples } = *estimate;
        row.set_item("measure", measure.name)?;
        row.set_item("value", value)?;
        row.set_item("low", low)?;
        row.set_item("high", high)?;
        row.set_item("expected", expected)?;
        row.set_item("samples", samples)?;
        Ok(row)
    };
    cell.experiment().measures.iter().zip(outcome.estimates()).map(row).collect()
}

fn wrong(error: &dyn Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

fn cell(name: &str, parameters: &Bound<'_, PyDict>, draws: Option<u64>, seed: u64) -> PyResult<Cell> {
    let experiment = fernet_sim::experiment(name).ok_or_else(|| {
        let names: Vec<_> = fernet_sim::experiments().iter().map(|experiment| experiment.name).collect();
        unknown_name(&names)
    })?;
    let texts = parameters.iter().map(|(name, value)| {
        let name: String = name.extract().map_err(|_| PyTypeError::new_err("'parameters': expected names as keys"))?;
        let text = text(&value, &name)?;
        Ok((name, text))
    });
    let texts = texts.collect::<PyResult<Vec<_>>>()?;
    let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Cell::parse(experiment, pairs, draws, seed).map_err(|error| wrong(&error))
}

/// The text of a value: of an int, of a float, or a str as it is.
fn text(value: &Bound<'_, PyAny>, name: &str) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_string());
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(number.value().to_string());
    }
    if value.is_instance_of::<PyBool>() || !value.hasattr("__index__")? {
        return Err(PyTypeError::new_err(format!("'parameters': {name}: expected an int, a float or a str")));
    }
    let int = value.call_method0("__index__")?;
    // The text of an int with thousands of digits is refused by Python.
    let text = int.str().map_err(|_| PyValueError::new_err(format!("'parameters': {name}: the int is too large")))?;
    Ok(text.to_string())
}

/// Sets a parameter to its value: an int, a float or the name of a choice.
fn set(dict: &Bound<'_, PyDict>, key: &str, parameter: &Parameter, value: u64) -> PyResult<()> {
    match parameter.unit {
        Unit::Count => dict.set_item(key, value),
        Unit::Ppm => dict.set_item(key, value as f64 / 1e6),
        Unit::Choice(_) => dict.set_item(key, parameter.text(value)),
    }
}

fn values<'py>(py: Python<'py>, cell: &Cell) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (parameter, value) in cell.experiment().parameters.iter().zip(cell.values()) {
        set(&dict, parameter.name, parameter, *value)?;
    }
    Ok(dict)
}

fn described<'py>(py: Python<'py>, experiment: &Experiment) -> PyResult<Bound<'py, PyDict>> {
    let parameter = |parameter: &Parameter| {
        let dict = PyDict::new(py);
        dict.set_item("name", parameter.name)?;
        dict.set_item("about", parameter.about)?;
        set(&dict, "default", parameter, parameter.default)?;
        match parameter.unit {
            Unit::Choice(names) => dict.set_item("choices", names.to_vec())?,
            _ => {
                set(&dict, "least", parameter, *parameter.range.start())?;
                set(&dict, "greatest", parameter, *parameter.range.end())?;
            }
        }
        PyResult::Ok(dict)
    };
    let measure = |measure: &fernet_sim::Measure| {
        let dict = PyDict::new(py);
        dict.set_item("name", measure.name)?;
        dict.set_item("about", measure.about)?;
        PyResult::Ok(dict)
    };
    let dict = PyDict::new(py);
    dict.set_item("name", experiment.name)?;
    dict.set_item("about", experiment.about)?;
    dict.set_item("model", experiment.model)?;
    dict.set_item("parameters", experiment.parameters.iter().map(parameter).collect::<PyResult<Vec<_>>>()?)?;
    dict.set_item("measures", experiment.measures.iter().map(measure).collect::<PyResult<Vec<_>>>()?)?;
    dict.set_item("draws", experiment.draws)?;
    Ok(dict)
}
