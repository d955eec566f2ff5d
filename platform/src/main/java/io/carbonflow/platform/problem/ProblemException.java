package io.carbonflow.platform.problem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Duration retryAfter;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    private ProblemException(Problem problem, Duration retryAfter) {
        super(requireNonNull(problem, "problem is null").detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** 400: the request cannot be read. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(Problem.of(400, "Bad request", detail));
    }

    /** 404: there is no such thing, or none this caller may see. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(404, "Not found", detail));
    }

    /** 409: it is there already, or in another state. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "Conflict", detail));
    }

    /** 413: larger than permitted. */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(new Problem(Problem.of(413, "Too large", detail).type(), "Too large", 413, detail,
                List.of(new ProblemReason("TOO_LARGE", null, detail))));
    }

    /** 422 with every reason. */
    public static ProblemException rejected(List<ProblemReason> reasons) {
        return new ProblemException(Problem.rejected(reasons));
    }

    /** 429: more than may be sent now, nothing was kept; try again after a while. */
    public static ProblemException tooMany(String detail, Duration retryAfter) {
        return new ProblemException(Problem.of(429, "Too many requests", detail), retryAfter);
    }

    /** 503: our outage, nothing was kept; try again after a while. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(Problem.of(503, "Unavailable", detail), retryAfter);
    }

    public Problem problem() {
        return problem;
    }

    /** When to try again, if that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
