package io.carbonflow.accounting.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @Test
    void sortsKeysAndWritesNoSpace() {
        // Given
        var value = new LinkedHashMap<String, Object>();
        value.put("b", List.of(1, true));
        value.put("a", null);
        value.put("B", Map.of());

        // Then
        assertThat(CanonicalJson.write(value)).isEqualTo("{\"B\":{},\"a\":null,\"b\":[1,true]}");
    }

    @Test
    void writesEveryDigitOfADecimalAndNoExponent() {
        assertThat(CanonicalJson.write(Arrays.asList(new BigDecimal("1.50"), new BigDecimal("1E+3"), new BigDecimal(
                "0.0000001"), new BigDecimal("293.0710701722222222222222222222222"))))
            .isEqualTo("[1.50,1000,0.0000001,293.0710701722222222222222222222222]");
    }

    @Test
    void escapesWhatJsonRequiresAndNothingElse() {
        assertThat(CanonicalJson.write("a\"\\\n\u0001é€/")).isEqualTo("\"a\\\"\\\\\\n\\u0001é€/\"");
    }

    @Test
    void takesNoDouble() {
        assertThatThrownBy(() -> CanonicalJson.write(0.1)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("Double");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1.50,\"x\\n\\u0001\",null,true,{}],\"b\":-0.001}", "[]", "\"\"", "12"})
    void readsBackWhatItWrites(String json) {
        assertThat(CanonicalJson.write(CanonicalJson.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,}", "[1 2]", "01", "1.", "nul", "{\"a\":1}x", "\"\\x\"", "\"\\u12\"",
            "{\"a\":1,\"a\":2}", "1e999999", "\"a"})
    void refusesWhatIsNotOneJsonValue(String text) {
        assertThatThrownBy(() -> CanonicalJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBottomlessNesting() {
        assertThatThrownBy(() -> CanonicalJson.read("[".repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
