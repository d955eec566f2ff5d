package io.carbonflow.gateway.telematics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/** Trips of vehicles: one, an array, lines, or an object with {@code trips}. */
@ApplicationScoped
public class TelematicsWay implements WayIn {

    private final ActivityContract activities;
    private final ContractConfig contract;
    private final IntakeConfig config;

    TelematicsWay(ActivityContract activities, ContractConfig contract, IntakeConfig config) {
        this.activities = activities;
        this.contract = contract;
        this.config = config;
    }

    @Override
    public String channel() {
        return Channel.TELEMATICS;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        boolean isLines = envelope.contentType().toLowerCase(Locale.ROOT).contains("ndjson");
        JsonItems split = isLines ? JsonItems.ofLines(body) : JsonItems.ofDocument(body);
        if (split.items().size() > config.itemsMax()) {
            return tooMany(body, split.items().size());
        }
        var examined = new ArrayList<Examined>();
        boolean several = split.several();
        for (JsonItem item : split.items()) {
            JsonNode trips = item.json() == null ? null : item.json().path("trips");
            if (trips != null && trips.isArray() && !trips.isEmpty()) {
                several = true;
                if (trips.size() > config.itemsMax()) {
                    return tooMany(body, trips.size());
                }
                List<byte[]> bytes = JsonItems.bytesOfElements(item.bytes(), "trips");
                for (int i = 0; i < trips.size(); i++) {
                    add(examined, bytes.get(i), verdicts(trips.get(i), bytes.get(i), envelope));
                }
            } else if (item.json() == null) {
                add(examined, item.bytes(),
                        List.of(Reasons.only(ReasonCode.MALFORMED, null, item.unreadable())));
            } else {
                add(examined, item.bytes(), verdicts(item.json(), item.bytes(), envelope));
            }
        }
        return examined.size() <= config.itemsMax() ? new Batch(several || examined.size() > 1, examined)
                : tooMany(body, examined.size());
    }

    private Batch tooMany(byte[] body, int found) {
        return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null,
                "a body has at most " + config.itemsMax() + " items, found " + found));
    }

    private List<Verdict> verdicts(JsonNode trip, byte[] bytes, Envelope envelope) {
        if (bytes.length > config.itemBytesMax()) {
            return List.of(Reasons.only(ReasonCode.TOO_LARGE, null,
                    "an item has at most " + config.itemBytesMax() + " bytes, found " + bytes.length));
        }
        if (!trip.isObject()) {
            return List.of(Reasons.only(ReasonCode.MALFORMED, null, "a trip is one JSON object"));
        }
        return new Trip(trip, Times.at(envelope.receivedAt(), contract), activities, envelope.receivedAt()).verdicts();
    }

    private static void add(List<Examined> examined, byte[] bytes, List<Verdict> verdicts) {
        verdicts.forEach(verdict -> examined.add(new Examined(examined.size(), bytes, verdict)));
    }
}
