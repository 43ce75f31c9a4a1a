//! Migrations of gateways and of their public IP addresses to another SKU: how far they have got.

use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::reading::field::Field;
use crate::resource::reading::words::words;

words! {
    /// The phase of a gateway's or a public IP address's migration.
    MigrationPhase {
        /// There is none.
        None = "None",
        /// It is being prepared.
        Prepare = "Prepare",
        /// It is prepared.
        PrepareSucceeded = "PrepareSucceeded",
        /// Traffic is being moved.
        Execute = "Execute",
        /// Traffic has moved.
        ExecuteSucceeded = "ExecuteSucceeded",
        /// It is being made final.
        Commit = "Commit",
        /// A gateway's is over.
        CommitSucceeded = "CommitSucceeded",
        /// A public IP address's is over.
        Committed = "Committed",
        /// It is being taken back.
        Abort = "Abort",
        /// It is taken back.
        AbortSucceeded = "AbortSucceeded",
    }
}

words! {
    /// How the current phase of a gateway's migration goes.
    MigrationState {
        /// There is none.
        None = "None",
        /// It is under way.
        InProgress = "InProgress",
        /// It ended well.
        Succeeded = "Succeeded",
        /// It went wrong.
        Failed = "Failed",
    }
}

/// `virtualNetworkGatewayMigrationStatus` of a gateway.
#[derive(Clone, Debug)]
pub struct Migration {
    /// `phase`.
    pub phase: Field<MigrationPhase>,
    /// `state`.
    pub state: Field<MigrationState>,
}

impl MigrationPhase {
    /// Whether a migration has begun and is neither final nor taken back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self {
            Self::None | Self::CommitSucceeded | Self::Committed | Self::AbortSucceeded => false,
            // Gateways without a migration have an empty word here.
            Self::Other(text) => !text.trim().is_empty(),
            _ => true,
        }
    }
}

impl Gateway {
    /// How far its migration has got; absent in a template.
    #[must_use]
    pub fn migration(&self) -> Migration {
        if self.resource.is_template() {
            let origin = self.resource.origin();
            return Migration {
                phase: Field::absent(origin.clone()),
                state: Field::absent(origin.clone()),
            };
        }
        let status = self.properties.object("virtualNetworkGatewayMigrationStatus");
        Migration { phase: status.field("phase"), state: status.field("state") }
    }
}

impl PublicIp {
    /// `migrationPhase`; absent in a template.
    #[must_use]
    pub fn migration_phase(&self) -> Field<MigrationPhase> {
        if self.resource.is_template() {
            return Field::absent(self.resource.origin().clone());
        }
        self.resource.reader.properties().field("migrationPhase")
    }
}
