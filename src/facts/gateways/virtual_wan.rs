//! How many clients and address pools go with the scale units of a point-to-site gateway in Virtual WAN.

/// What goes with a number of scale units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The scale units.
    pub units: i64,
    /// The most clients.
    pub clients: u32,
    /// The fewest address pools.
    pub pools: usize,
}

/// The most clients of one instance of a gateway. Source: as for [`SCALES`].
pub const CLIENTS_PER_INSTANCE: u32 = 10_000;

/// Source: <https://learn.microsoft.com/azure/virtual-wan/about-client-address-pools>.
pub static SCALES: [Scale; 9] = [
    Scale { units: 40, clients: 20_000, pools: 2 },
    Scale { units: 60, clients: 30_000, pools: 3 },
    Scale { units: 80, clients: 40_000, pools: 4 },
    Scale { units: 100, clients: 50_000, pools: 5 },
    Scale { units: 120, clients: 60_000, pools: 6 },
    Scale { units: 140, clients: 70_000, pools: 7 },
    Scale { units: 160, clients: 80_000, pools: 8 },
    Scale { units: 180, clients: 90_000, pools: 9 },
    Scale { units: 200, clients: 100_000, pools: 10 },
];

/// The row of this number of scale units; none for a number that the table does not have.
#[must_use]
pub fn scale(units: i64) -> Option<&'static Scale> {
    SCALES.iter().find(|scale| scale.units == units)
}

#[cfg(test)]
mod tests {
    use super::{CLIENTS_PER_INSTANCE, SCALES};

    #[test]
    fn there_is_a_pool_for_each_instance() {
        for scale in &SCALES {
            let instances = scale.clients / CLIENTS_PER_INSTANCE;
            assert_eq!(usize::try_from(instances).expect("few"), scale.pools, "{scale:?}");
        }
    }
}
