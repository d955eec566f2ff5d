package io.carbonflow.local.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.carbonflow.embedded.Part;
import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;
import io.carbonflow.local.audit.Findings;
import io.carbonflow.local.audit.LedgerAudit;
import io.carbonflow.local.demo.Conservation;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;

/** Sends, kills, waits until everything has arrived, and has the ledger checked by a program that is not the ledger's. */
public final class Chaos {

    private static final long SENDER_PAUSE_MILLIS = 200;
    private static final long ACKNOWLEDGED_SECONDS_MAX = 180;
    private static final Duration REST_MAX = Duration.ofMinutes(5);

    private final StackSettings settings;
    private final List<Part> parts;
    private final Progress progress;

    /** With the parts of a stack that starts again what dies. */
    public Chaos(StackSettings settings, List<Part> parts, Progress progress) {
        this.settings = settings;
        this.parts = parts;
        this.progress = progress;
    }

    /**
     * Runs it all.
     *
     * @param kills when which part dies
     */
    public Findings run(long seed, Duration time, List<KillPlan.Kill> kills) throws InterruptedException, SQLException {
        String prefix = "chaos-" + seed + "-" + Long.toString(Instant.now().toEpochMilli(), 36);
        var ledger = new Api(settings.url(ServiceKind.LEDGER), settings.apiKey());
        try (var load = new ChaosLoad(new Api(settings.url(ServiceKind.GATEWAY), settings.apiKey()), prefix, seed)) {
            long begun = System.nanoTime();
            load.start(SENDER_PAUSE_MILLIS);
            for (KillPlan.Kill kill : kills) {
                sleepUntil(begun, kill.after());
                kill(kill);
            }
            sleepUntil(begun, time);
            if (!load.end(ACKNOWLEDGED_SECONDS_MAX)) {
                throw new ApiException("not everything was acknowledged after " + ACKNOWLEDGED_SECONDS_MAX + " s: "
                        + load.failures(), null);
            }
            progress.say("sent       %,d events; %,d deliveries made again".formatted(load.sent().size(),
                    load.again()));
            long ended = System.nanoTime();
            awaitRest(ledger);
            progress.say(String.format(Locale.ROOT, "at rest    %.1f s after the last acknowledgement; %s",
                    (System.nanoTime() - ended) / 1e9, Conservation.read(ledger).words()));
            try (var database = settings.openDatabase()) {
                return new LedgerAudit(database).check(settings.tenant(), prefix, load.sent());
            }
        }
    }

    private void kill(KillPlan.Kill kill) {
        Part part = parts.stream().filter(one -> one.name().equals(kill.part())).findFirst().orElseThrow();
        if (part.isRunning()) {
            part.kill();
            progress.say(String.format(Locale.ROOT, "killed     %-10s after %.1f s", kill.part(),
                    kill.after().toMillis() / 1e3));
        } else {
            progress.say(String.format(Locale.ROOT, "killed     %-10s was being started after %.1f s", kill.part(),
                    kill.after().toMillis() / 1e3));
        }
    }

    /** Until nothing is on its way and a signed head covers all there is. */
    private static void awaitRest(Api ledger) throws InterruptedException {
        long until = System.nanoTime() + REST_MAX.toNanos();
        while (!isAtRest(ledger)) {
            if (System.nanoTime() > until) {
                throw new ApiException("the ledger is not at rest after " + REST_MAX.toSeconds() + " s", null);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static boolean isAtRest(Api ledger) {
        try {
            var counts = Conservation.read(ledger);
            var heads = ledger.get("/v1/blocks/head");
            var signed = heads.path("signed_head").path("chains");
            boolean isCovered = !signed.isEmpty();
            for (var chain : heads.path("items")) {
                boolean isIn = false;
                for (var one : signed) {
                    isIn |= one.path("chain").asInt() == chain.path("chain").asInt()
                            && one.path("height").asLong() == chain.path("height").asLong();
                }
                isCovered &= isIn;
            }
            return counts.received() > 0 && counts.inFlight() == 0 && counts.difference() == 0 && isCovered;
        } catch (ApiException notYet) {
            return false;
        }
    }

    private static void sleepUntil(long begun, Duration after) throws InterruptedException {
        long left = begun + after.toNanos() - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
