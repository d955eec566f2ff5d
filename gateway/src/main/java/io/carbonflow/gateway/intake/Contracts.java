package io.carbonflow.gateway.intake;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.ReadingContract;

/** The contracts an item is held against, as this gateway is set up. */
@Singleton
class Contracts {

    @Produces
    @Singleton
    ContractConfig config(ContractSettings settings) {
        return new ContractConfig(settings.futureMax(), settings.earliest());
    }

    @Produces
    @Singleton
    ActivityContract activities(ContractConfig config) {
        return new ActivityContract(config);
    }

    @Produces
    @Singleton
    ReadingContract readings(ContractConfig config) {
        return new ReadingContract(config);
    }
}
