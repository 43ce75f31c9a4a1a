//! The little of Kusto that the scan uses, so that a malformed question fails here as it would there.

use std::collections::HashSet;

use serde_json::Value;

/// A condition on a row.
#[derive(Debug)]
enum Condition {
    In { column: String, values: HashSet<String> },
    Any(Vec<Condition>),
    All(Vec<Condition>),
}

impl Condition {
    fn holds(&self, row: &Value) -> bool {
        match self {
            Self::In { column, values } => row
                .get(column)
                .and_then(Value::as_str)
                .is_some_and(|value| values.contains(&value.to_lowercase())),
            Self::Any(parts) => parts.iter().any(|part| part.holds(row)),
            Self::All(parts) => parts.iter().all(|part| part.holds(row)),
        }
    }
}

/// A question.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) table: String,
    conditions: Vec<Condition>,
}

impl Query {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut stages = text.split("\n|");
        let table = stages.next().unwrap_or_default().trim().to_owned();
        let mut conditions = Vec::new();
        let (mut projects_id, mut ordered) = (false, false);
        for stage in stages {
            let stage = stage.trim();
            if let Some(condition) = stage.strip_prefix("where ") {
                let mut parser = Parser { rest: condition };
                conditions.push(parser.any()?);
                if !parser.rest.trim().is_empty() {
                    return Err(format!("left over: {}", parser.rest));
                }
            } else if let Some(columns) = stage.strip_prefix("project ") {
                projects_id = columns.split(',').any(|column| column.trim() == "id");
            } else if stage == "order by id asc" {
                ordered = true;
            } else {
                return Err(format!("unknown stage: {stage}"));
            }
        }
        if projects_id && ordered {
            Ok(Self { table, conditions })
        } else {
            Err("without id and order there is no paging".into())
        }
    }

    pub(crate) fn holds(&self, row: &Value) -> bool {
        self.conditions.iter().all(|condition| condition.holds(row))
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.all()?];
        while self.eat("or ") {
            parts.push(self.all()?);
        }
        Ok(Condition::Any(parts))
    }

    fn all(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.one()?];
        while self.eat("and ") {
            parts.push(self.one()?);
        }
        Ok(Condition::All(parts))
    }

    fn one(&mut self) -> Result<Condition, String> {
        if self.eat("(") {
            let inner = self.any()?;
            return if self.eat(")") {
                Ok(inner)
            } else {
                Err(format!("no closing bracket at {}", self.rest))
            };
        }
        let end = self.rest.find(' ').ok_or("no operator")?;
        let column = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        let mut values = HashSet::new();
        if self.eat("in~ (") {
            loop {
                values.insert(self.literal()?);
                if self.eat(")") {
                    break;
                }
                if !self.eat(",") {
                    return Err(format!("no comma at {}", self.rest));
                }
            }
        } else if self.eat("=~") {
            values.insert(self.literal()?);
        } else {
            return Err(format!("unknown operator at {}", self.rest));
        }
        Ok(Condition::In { column, values })
    }

    fn literal(&mut self) -> Result<String, String> {
        if !self.eat("'") {
            return Err(format!("no literal at {}", self.rest));
        }
        let mut value = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => value.extend(chars.next().map(|(_, c)| c)),
                '\'' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(value.to_lowercase());
                }
                c => value.push(c),
            }
        }
        Err("a literal without an end".into())
    }

    fn eat(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}
