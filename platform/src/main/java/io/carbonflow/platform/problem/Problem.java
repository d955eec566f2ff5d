package io.carbonflow.platform.problem;

import static java.util.Objects.requireNonNull;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;

/**
 * An error over HTTP, RFC 9457.
 *
 * @param type    a URI reference that names the kind of problem; clients branch on it and on the reasons' codes
 * @param title   the kind of problem in words
 * @param status  the HTTP status
 * @param detail  what happened here: subject, value found, value allowed; for people
 * @param reasons every broken rule, for rejected data; empty otherwise
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<ProblemReason> reasons) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_BASE = "https://carbonflow.io/problems/";

    public Problem {
        requireNonNull(type, "type is null");
        requireNonNull(title, "title is null");
        reasons = List.copyOf(reasons);
    }

    /** A problem that needs no reasons; its type follows from its title. */
    public static Problem of(int status, String title, String detail) {
        return new Problem(typeOf(title), title, status, detail, List.of());
    }

    /** Rejected data: status 422 and every reason. */
    public static Problem rejected(List<ProblemReason> reasons) {
        return new Problem(typeOf("Rejected"), "Rejected", 422,
                reasons.size() == 1 ? reasons.get(0).detail() : reasons.size() + " rules are broken", reasons);
    }

    /** The problem as JSON text, for places that have no message body writer. */
    public String toJson() {
        return new JsonObject().put("type", type)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .encode();
    }

    private static String typeOf(String title) {
        return TYPE_BASE + title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }
}
