package io.carbonflow.gateway.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.DocumentText;
import io.carbonflow.intake.document.Fault;
import io.carbonflow.platform.problem.ProblemException;

/**
 * Which letters to send again together.
 *
 * @param filter   which are meant; of them the open ones
 * @param limit    how many are tried at most
 * @param approved whether the quality gate lets them pass
 */
record BulkRequest(LetterFilter filter, int limit, boolean approved) {

    static final int LIMIT_MAX = 10_000;
    private static final int LIMIT_DEFAULT = 1_000;

    /** Reads a body; empty means every open letter. 400 where it cannot be read. */
    static BulkRequest read(byte[] body) {
        String text = body == null || body.length == 0 ? "{}" : new String(body, UTF_8);
        var object = DocumentText.parse(text)
            .orElseThrow(() -> ProblemException.badRequest("the body is one JSON object, or empty"));
        var fields = DocumentFields.ofBody(object);
        var question = new LetterQuestion();
        question.reason = fields.text("reason").orElse(null);
        question.source = fields.text("source").orElse(null);
        question.channel = fields.text("channel").orElse(null);
        question.stage = fields.text("stage").orElse(null);
        question.held = truth(fields, "held").map(Object::toString).orElse(null);
        question.since = fields.text("since").orElse(null);
        question.until = fields.text("until").orElse(null);
        question.eventId = fields.text("event_id").orElse(null);
        question.text = fields.text("text").orElse(null);
        int limit = fields.decimal("limit").map(stated -> whole(fields, stated)).orElse(LIMIT_DEFAULT);
        boolean approved = truth(fields, "approve").orElse(false);
        List<Fault> faults = fields.finish();
        if (!faults.isEmpty()) {
            throw ProblemException.badRequest(faults.get(0).inWords());
        }
        return new BulkRequest(question.filter().open(), limit, approved);
    }

    private static Optional<Boolean> truth(DocumentFields fields, String name) {
        if (!fields.has(name)) {
            return Optional.empty();
        }
        if (!fields.node(name).isBoolean()) {
            fields.fault(name, "true or false");
        }
        return Optional.of(fields.node(name).asBoolean());
    }

    private static int whole(DocumentFields fields, BigDecimal stated) {
        if (stated.compareTo(BigDecimal.ONE) < 0 || stated.compareTo(BigDecimal.valueOf(LIMIT_MAX)) > 0
                || stated.stripTrailingZeros().scale() > 0) {
            fields.fault("limit", "a whole number from 1 to " + LIMIT_MAX);
            return 1;
        }
        return stated.intValue();
    }
}
