package io.carbonflow.calculator.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    private final List<String> made = new ArrayList<>();

    @Test
    void makesAValueOnceWhileItIsInUse() {
        var values = new RecentlyUsed<String>(4);

        for (String key : List.of("a", "b", "a", "c", "a", "d", "a")) {
            values.get(key, this::make);
        }

        assertThat(made).containsExactly("a", "b", "c", "d");
    }

    @Test
    void keepsNoMoreThanItMay() {
        var values = new RecentlyUsed<String>(4);

        for (int number = 0; number < 100; number++) {
            values.get("tenant-" + number, this::make);
        }

        assertThat(values.all()).hasSizeLessThanOrEqualTo(4).containsKey("tenant-99");
        values.get("tenant-0", this::make);
        assertThat(made).hasSize(101);
    }

    private String make(String key) {
        made.add(key);
        return key;
    }
}
