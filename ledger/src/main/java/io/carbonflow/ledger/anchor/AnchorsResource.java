package io.carbonflow.ledger.anchor;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.ledger.parameters.Parameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Where signed heads are made known outside, with the evidence. Heads are hashes over all tenants and show none of them. */
@Path("/v1/anchors")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class AnchorsResource {

    private final Anchors anchors;
    private final StepTable table;

    AnchorsResource(Anchors anchors, StepTable table) {
        this.anchors = anchors;
        this.table = table;
    }

    /** An anchor that is configured. */
    @RegisterForReflection
    public record ConfiguredAnchor(String anchor, String kind) {}

    /** One step of a head with an anchor. */
    @RegisterForReflection
    public record StepView(int step, String state, Instant at, String detail) {}

    /** A head with an anchor: how it stands, with its evidence, and how it came to that. */
    @RegisterForReflection
    public record AnchoredHead(long head, String hash, String anchor, String kind, String state, Instant at,
            Instant checkedAt, String detail, Map<String, Object> evidence, List<StepView> history) {}

    /** What is configured, and what is anchored. */
    @RegisterForReflection
    public record View(List<ConfiguredAnchor> anchors, List<AnchoredHead> items) {}

    @GET
    @Operation(summary = "Signed heads with each anchor, newest first; head= gives the first that covers that head")
    public View list(@RestQuery String head, @RestQuery String limit) {
        var steps = head == null ? table.latest(Parameters.limit(limit))
                : table.covering(Parameters.whole("head", head, 1, Long.MAX_VALUE));
        var byPlace = new LinkedHashMap<StepTable.Place, List<Step>>();
        steps.forEach(step -> byPlace
            .computeIfAbsent(new StepTable.Place(step.head().number(), step.anchor()), place -> new ArrayList<>())
            .add(step));
        var checks = table.checks(byPlace.keySet().stream().map(StepTable.Place::head).distinct().toList());
        return new View(
                anchors.configured()
                    .stream()
                    .map(one -> new ConfiguredAnchor(one.name(), Anchors.kindOf(one.name())))
                    .toList(),
                byPlace.entrySet().stream().map(one -> view(one.getValue(), checks.get(one.getKey()))).toList());
    }

    private static AnchoredHead view(List<Step> steps, Instant checkedAt) {
        Step last = steps.get(steps.size() - 1);
        return new AnchoredHead(last.head().number(), last.head().hex(), last.anchor(), Anchors.kindOf(last.anchor()),
                last.state().id(), last.at(), checkedAt, last.detail(), plain(last.evidence()),
                steps.stream()
                    .map(step -> new StepView(step.number(), step.state().id(), step.at(), step.detail()))
                    .toList());
    }

    private static Map<String, Object> plain(JsonObject evidence) {
        if (evidence == null) {
            return null;
        }
        var plain = new LinkedHashMap<String, Object>();
        evidence.forEach(one -> plain.put(one.getKey(),
                one.getValue() instanceof JsonArray list ? list.getList() : one.getValue()));
        return plain;
    }
}
