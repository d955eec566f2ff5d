package io.carbonflow.gateway.supplier;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.platform.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

/** Takes footprints in, and answers with those that are in use from now on. */
@ApplicationScoped
public class FootprintDoor {

    private final Door door;
    private final Intake intake;
    private final PactAdapter adapter;
    private final IntakeConfig config;

    FootprintDoor(Door door, Intake intake, PactAdapter adapter, IntakeConfig config) {
        this.door = door;
        this.intake = intake;
        this.adapter = adapter;
        this.config = config;
    }

    /** The usual answer beside the footprints that were kept. */
    @RegisterForReflection
    record Answer(List<String> accepted, List<String> duplicates, List<IntakeAnswer.RejectedItem> rejected,
            List<IntakeAnswer.RejectedItem> held, List<Kept> footprints) {}

    /**
     * A footprint that is used from now on.
     *
     * @param index    its place in the delivery, from 0
     * @param warnings what was tolerated
     */
    @RegisterForReflection
    record Kept(int index, String id, List<String> products, String kgCo2ePerUnit, String unit, String validFrom,
            String validTo, List<String> warnings) {}

    /** @param supplierId whose footprints these are; null where they say themselves */
    public Uni<Response> take(String contentType, byte[] body, String supplierId) {
        var envelope = door.envelope(Channel.PACT, PactAdapter
            .contentType(contentType == null ? MediaType.APPLICATION_JSON : contentType, supplierId));
        var items = adapter.items(envelope, body);
        if (items.items().size() > config.itemsMax()) {
            throw ProblemException.tooLarge("a body has at most " + config.itemsMax() + " items, found "
                    + items.items().size());
        }
        return door
            .answer(items.several(),
                    intake.take(envelope, items.items().stream().map(PactAdapter.Item::examined).toList()))
            .map(response -> response.getEntity() instanceof IntakeAnswer answer
                    ? Response.accepted(answer(answer, items)).type(MediaType.APPLICATION_JSON_TYPE).build()
                    : response);
    }

    private static Answer answer(IntakeAnswer answer, PactAdapter.Items items) {
        var kept = new ArrayList<Kept>();
        for (PactAdapter.Item item : items.items()) {
            item.footprint()
                .ifPresent(one -> kept.add(new Kept(item.examined().index(), one.id(), one.products(),
                        one.kgCo2ePerUnit(), one.unit(), one.validFrom().toString(), one.validTo().toString(),
                        item.warnings())));
        }
        return new Answer(answer.accepted(), answer.duplicates(), answer.rejected(), answer.held(), kept);
    }
}
