package io.carbonflow.accounting.calculation;

import java.util.List;
import java.util.function.Function;

/**
 * A value, or every reason why there is none.
 *
 * @param value null where there are reasons
 * @param reasons empty where there is a value
 */
record Checked<T>(T value, List<Refusal> reasons) {

    static <T> Checked<T> of(T value) {
        return new Checked<>(value, List.of());
    }

    static <T> Checked<T> refused(List<Refusal> reasons) {
        return new Checked<>(null, List.copyOf(reasons));
    }

    static <T> Checked<T> refused(RefusalCode code, String field, String detail) {
        return refused(List.of(new Refusal(code, field, detail)));
    }

    <R> R fold(Function<T, R> onValue, Function<List<Refusal>, R> onReasons) {
        return reasons.isEmpty() ? onValue.apply(value) : onReasons.apply(reasons);
    }

    <R> Checked<R> then(Function<T, Checked<R>> next) {
        return reasons.isEmpty() ? next.apply(value) : refused(reasons);
    }
}
