package io.carbonflow.gateway.deadletter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

import jakarta.ws.rs.QueryParam;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.ProblemException;

/** The query parameters by which letters are chosen, as they stand in the address or in a JSON body. */
public class LetterQuestion {

    static final List<String> NAMES = List.of("reason", "source", "channel", "stage", "held", "state", "since", "until",
            "event_id", "text");
    private static final List<String> STAGES = List.of("intake", "calculation", "ledger");

    @QueryParam("reason")
    String reason;
    @QueryParam("source")
    String source;
    @QueryParam("channel")
    String channel;
    @QueryParam("stage")
    String stage;
    @QueryParam("held")
    String held;
    @QueryParam("state")
    String state;
    @QueryParam("since")
    String since;
    @QueryParam("until")
    String until;
    @QueryParam("event_id")
    String eventId;
    @QueryParam("text")
    String text;

    /** What is asked; 400 where a value cannot be read. */
    LetterFilter filter() {
        if (reason != null && Arrays.stream(ReasonCode.values()).noneMatch(code -> code.name().equals(reason))) {
            throw ProblemException.badRequest("reason is one of " + Arrays.toString(ReasonCode.values()));
        }
        word("stage", stage, STAGES);
        word("state", state, LetterFilter.STATES);
        word("held", held, List.of("true", "false"));
        return new LetterFilter(reason, source, channel, stage, held == null ? null : Boolean.valueOf(held), state,
                instant("since", since), instant("until", until), eventId,
                text == null || text.isBlank() ? null : text);
    }

    private static void word(String name, String found, List<String> allowed) {
        if (found != null && !allowed.contains(found)) {
            throw ProblemException
                .badRequest("%s is %s, found %s".formatted(name, String.join(" or ", allowed), Quote.of(found)));
        }
    }

    private static Instant instant(String name, String found) {
        try {
            return found == null ? null : OffsetDateTime.parse(found).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(name + " is an RFC 3339 time with a zone such as 2025-11-03T10:00:00Z");
        }
    }
}
