package io.carbonflow.gateway.carrier;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;

/**
 * What happened to a UPS package. Times are local {@code date} and {@code time}; {@code gmtDate} and {@code gmtTime}, or
 * {@code gmtOffset}, make instants of them and are optional.
 */
final class UpsActivities {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
    private static final String MANIFEST = "M";

    private final JsonNode current;
    private final List<JsonNode> activities;
    private final Times times;

    UpsActivities(JsonNode ofPackage, Times times) {
        this.current = Payload.at(ofPackage, "currentStatus");
        this.activities = Payload.several(Payload.at(ofPackage, "activity"));
        this.times = times;
    }

    String currentType() {
        String type = type(current);
        return type.isEmpty() && !activities.isEmpty() ? type(Payload.at(activities.get(0), "status")) : type;
    }

    boolean hasMoved() {
        return activities.stream().anyMatch(UpsActivities::moves);
    }

    /** The first time at which the package moved; null and a reason where there is none. */
    Instant earliest(Reasons reasons) {
        Instant earliest = null;
        for (JsonNode activity : activities) {
            Instant at = moves(activity) ? instant(activity, new Reasons()) : null;
            earliest = at != null && (earliest == null || at.isBefore(earliest)) ? at : earliest;
        }
        if (earliest == null && activities.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "activity", "activity is required: what happened, and when");
        } else if (earliest == null) {
            instant(activities.get(activities.size() - 1), reasons);
        }
        return earliest;
    }

    /** The newest time, by which updates are ordered; null where there is none. */
    Instant latest() {
        Instant latest = null;
        for (JsonNode activity : activities) {
            Instant at = instant(activity, new Reasons());
            latest = at != null && (latest == null || at.isAfter(latest)) ? at : latest;
        }
        return latest;
    }

    /** The country of the earliest activity, which UPS lists last; null where it names none. */
    String firstCountry() {
        var countries = new ArrayList<String>();
        for (JsonNode activity : activities) {
            String country = Payload.text(activity, "location", "address", "countryCode");
            country = country.isEmpty() ? Payload.text(activity, "activityLocation", "address", "countryCode")
                    : country;
            if (Fields.isCountry(country)) {
                countries.add(country);
            }
        }
        return countries.isEmpty() ? null : countries.get(countries.size() - 1);
    }

    private static boolean moves(JsonNode activity) {
        return !type(Payload.at(activity, "status")).startsWith(MANIFEST);
    }

    private static String type(JsonNode status) {
        JsonNode older = Payload.at(status, "statusType");
        return older.isObject() ? Payload.text(older, "code") : Payload.text(status, "type");
    }

    private Instant instant(JsonNode activity, Reasons reasons) {
        try {
            LocalDateTime gmt = local(activity, "gmtDate", "gmtTime");
            if (gmt != null) {
                return times.within(gmt.toInstant(ZoneOffset.UTC), "activity.gmtDate", reasons);
            }
            LocalDateTime local = local(activity, "date", "time");
            String offset = Payload.text(activity, "gmtOffset");
            if (local == null || offset.isEmpty()) {
                reasons.add(local == null ? ReasonCode.FIELD_MISSING : ReasonCode.TIMESTAMP_WITHOUT_ZONE,
                        "activity.gmtDate", "activity needs gmtDate and gmtTime, or gmtOffset beside date and time");
                return null;
            }
            return times.within(local.toInstant(offset(offset)), "activity.date", reasons);
        } catch (DateTimeException notSo) {
            reasons.add(ReasonCode.FIELD_INVALID, "activity.date",
                    "activity has a date YYYYMMDD and a time HHMMSS, found others");
            return null;
        }
    }

    private static ZoneOffset offset(String text) {
        return ZoneOffset.of(text.startsWith("+") || text.startsWith("-") ? text : "+" + text);
    }

    private static LocalDateTime local(JsonNode activity, String dateName, String timeName) {
        String date = Payload.text(activity, dateName);
        String time = Payload.text(activity, timeName).replace(":", "");
        return date.isEmpty() || time.isEmpty() ? null
                : LocalDate.parse(date.replace("-", ""), DATE).atTime(LocalTime.parse(time, TIME));
    }
}
