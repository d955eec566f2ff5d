package io.carbonflow.metering.device.sparkplug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Interpretation.Command;
import io.carbonflow.metering.device.Interpretation.Status;
import io.carbonflow.metering.device.Reading;

/** One message of an edge node or of a device behind it, with what is remembered of the node. */
final class NodeMessage {

    private static final String STATUS = "status";
    private static final String DEATH_SEQUENCE = "bdSeq";

    private final Frame frame;
    private final String group;
    private final String node;
    private final String scope;
    private final Session session;
    private final Reasons reasons = new Reasons();
    private final List<Status> statuses = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    /** @param scope the device behind the node, empty for the node itself */
    NodeMessage(Frame frame, String group, String node, String scope, Session session) {
        this.frame = frame;
        this.group = group;
        this.node = node;
        this.scope = scope;
        this.session = session;
    }

    Interpretation read(String verb) {
        Payload payload = PayloadReader.read(frame.payload(), reasons);
        if (payload == null) {
            return Interpretation.refused(reasons.refusal(null, device(scope)).reasons());
        }
        return switch (verb) {
            case "NBIRTH", "DBIRTH" -> birth(payload);
            case "NDEATH", "DDEATH" -> death(payload);
            default -> data(payload);
        };
    }

    private Interpretation birth(Payload payload) {
        if (scope.isEmpty()) {
            session.begin(deathSequence(payload));
        }
        heed(payload);
        Birth birth = Birth.of(payload);
        if (!session.born(scope, birth)) {
            reasons.add(ReasonCode.TOO_LARGE, null, "the births of one node take at most " + Session.BIRTH_BYTES_MAX
                    + " bytes in memory; with that of " + io.carbonflow.intake.json.Quote.of(device(scope))
                    + " they take more");
            return answer(List.of(), null);
        }
        statuses.add(new Status(device(scope), true));
        List<Reading> own = new MetricReader(reasons, null, true).read(device(scope), payload, birth);
        var readings = new ArrayList<Reading>();
        if (reasons.isEmpty()) { // else they go on waiting, because a refusal has no readings
            session.awaiting(scope).forEach(waited -> readings.addAll(late(waited, birth)));
        }
        readings.addAll(own);
        return answer(readings, "birth");
    }

    /** What a message said that came before its birth; what the birth does not know either, nobody will. */
    private List<Reading> late(Session.Pending waited, Birth birth) {
        var ofItsOwn = new Reasons();
        Payload payload = PayloadReader.read(waited.payload(), ofItsOwn);
        List<Reading> readings = payload == null ? List.of()
                : new MetricReader(ofItsOwn, waited.receivedAt(), false)
                    .read(device(scope), payload, birth);
        return ofItsOwn.isEmpty() ? readings : List.of();
    }

    private Interpretation data(Payload payload) {
        boolean isComplete = heed(payload);
        Birth birth = session.birth(scope);
        List<Metric> metrics = Metrics.of(payload);
        boolean isKnown = birth != null && metrics.stream().allMatch(birth::knows);
        if (!isComplete || !isKnown) {
            askForRebirth();
        }
        if (!isKnown && !metrics.stream().allMatch(Birth::isNamed)) {
            return waiting();
        }
        List<Reading> readings = new MetricReader(reasons, null, false)
            .read(device(scope), payload, birth);
        return answer(readings, "no_energy");
    }

    private Interpretation waiting() {
        if (!session.keep(new Session.Pending(scope, frame.receivedAt(), frame.payload()))) {
            reasons.add(ReasonCode.ENRICHMENT_PENDING, null,
                    "the metrics are given by aliases whose birth has not come, and " + Session.PENDING_BYTES_MAX
                            + " bytes of such messages wait already; resubmit when the node has been born");
        }
        return answer(List.of(), "awaiting_birth");
    }

    private Interpretation death(Payload payload) {
        if (!scope.isEmpty()) {
            heed(payload);
            session.die(scope);
            statuses.add(new Status(device(scope), false));
            return answer(List.of(), STATUS);
        }
        if (!session.isOfThisLife(deathSequence(payload))) {
            return Interpretation.context("stale_death");
        }
        session.die()
            .stream()
            .filter(dead -> !dead.isEmpty())
            .forEach(dead -> statuses.add(new Status(device(dead), false)));
        statuses.add(new Status(device(""), false));
        return answer(List.of(), STATUS);
    }

    /** Takes the sequence number; false where a message was lost before this one. */
    private boolean heed(Payload payload) {
        boolean hasNumber = payload.hasSeq() && payload.getSeq() >= 0 && payload.getSeq() <= 255;
        return !hasNumber || session.follows((int) payload.getSeq());
    }

    private void askForRebirth() {
        if (session.mayAskForRebirth(frame.receivedAt(), Rebirth.PAUSE)) {
            commands.add(Rebirth.of(group, node, frame));
        }
    }

    private Interpretation answer(List<Reading> readings, String otherwise) {
        byte[] remembered = session.toBytes();
        if (!reasons.isEmpty()) {
            return new Interpretation(List.of(), null, reasons.refusal(null, device(scope)).reasons(), statuses,
                    commands, remembered);
        }
        return new Interpretation(readings, readings.isEmpty() ? otherwise : null, List.of(), statuses, commands,
                remembered);
    }

    private String device(String ofScope) {
        return ofScope.isEmpty() ? node : node + '/' + ofScope;
    }

    private static long deathSequence(Payload payload) {
        Optional<Metric> number = payload.getMetricsList()
            .stream()
            .filter(metric -> metric.getName().equals(DEATH_SEQUENCE))
            .findFirst();
        return number.flatMap(metric -> Numbers.of(metric, DataType.UInt64_VALUE))
            .map(java.math.BigDecimal::longValue)
            .orElse(-1L);
    }
}
