package io.carbonflow.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordKeyTest {

    @Test
    void isTenantAndSourceWithABarBetween() {
        assertThat(new RecordKey("demo", "SM-PLANT-DE-042")).hasToString("demo|SM-PLANT-DE-042");
    }

    @Test
    void readsBackASourceThatHasABarItself() {
        var key = new RecordKey("demo", "meter|7");

        assertThat(RecordKey.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void refusesATenantThatWouldBlurTheBoundary() {
        assertThatThrownBy(() -> new RecordKey("a|b", "c")).hasMessageContaining("'|'");
    }

    @Test
    void refusesATextWithoutABar() {
        assertThatThrownBy(() -> RecordKey.parse("demo")).hasMessageContaining("tenant|source");
    }
}
