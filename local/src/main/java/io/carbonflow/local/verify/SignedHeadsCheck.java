package io.carbonflow.local.verify;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/** Has the ledger itself follow its signed heads, with the chains and entries of all tenants below them. */
public final class SignedHeadsCheck {

    private static final Duration FIRST_HEAD_MAX = Duration.ofSeconds(10);

    private final Api ledger;
    private final Duration every;

    /**
     * A check to be asked for.
     *
     * @param every how often to ask whether it is done
     */
    public SignedHeadsCheck(Api ledger, Duration every) {
        this.ledger = ledger;
        this.every = every;
    }

    /**
     * How it ended.
     *
     * @param says for a person
     */
    public record Outcome(boolean isRight, String says) {}

    /** Asks for the check and waits for its end; a ledger that signs and has just begun gets the time to do so. */
    public Outcome run() {
        awaitFirstHead();
        var asked = ledger.post("/v1/verifications", "application/json", "");
        if (asked.status() != 202) {
            throw new ApiException("POST /v1/verifications answered " + asked.status() + ": " + asked.body(), null);
        }
        String path = "/v1/verifications/" + asked.json().path("id").asText();
        JsonNode verification = ledger.get(path);
        while (verification.path("state").asText().equals("pending")) {
            pause();
            verification = ledger.get(path);
        }
        return outcome(verification);
    }

    private void awaitFirstHead() {
        long until = System.nanoTime() + FIRST_HEAD_MAX.toNanos();
        while (isFirstHeadDue() && System.nanoTime() < until) {
            pause();
        }
    }

    /** Whether something is booked and to be signed for, and no head is there. */
    private boolean isFirstHeadDue() {
        JsonNode heads = ledger.get("/v1/blocks/head");
        return !heads.path("items").isEmpty() && !heads.hasNonNull("signed_head")
                && ledger.get("/v1/keys").path("signing").asBoolean();
    }

    private void pause() {
        try {
            Thread.sleep(every.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted while the ledger was verifying", e);
        }
    }

    private static Outcome outcome(JsonNode verification) {
        JsonNode bad = verification.path("first_bad");
        if (!verification.path("state").asText().equals("verified")) {
            String place = bad.has("signed_head") ? "signed head " + bad.path("signed_head").asText()
                    : bad.has("entry_id") ? "entry " + bad.path("entry_id").asText() + " in block "
                            + bad.path("block").asText() : "block " + bad.path("block").asText();
            return new Outcome(false, place + ": " + bad.path("detail").asText());
        }
        long heads = verification.path("signed_heads").asLong();
        if (heads == 0) {
            return new Outcome(true, "there is no signed head: nobody sees whether the newest blocks were cut off");
        }
        String key = verification.path("key_id").asText("");
        return new Outcome(true,
                "the ledger has verified %,d signed heads and %,d entries below them; %s".formatted(heads,
                        verification.path("entries").asLong(), key.isEmpty()
                                ? "it was given no key to check them with, so nobody vouches for them"
                                : "their newest key is " + key));
    }
}
