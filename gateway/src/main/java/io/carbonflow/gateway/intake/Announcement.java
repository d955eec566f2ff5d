package io.carbonflow.gateway.intake;

import java.util.concurrent.CompletionStage;

/** What has to be known elsewhere before an item counts, such as a footprint that is used from then on. */
@FunctionalInterface
public interface Announcement {

    /** Completes when the broker has it; may be asked for again. */
    CompletionStage<Void> publish(String tenantId);
}
