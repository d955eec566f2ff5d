package io.carbonflow.intake.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonItemsTest {

    private static JsonItems document(String text) {
        return JsonItems.ofDocument(text.getBytes(UTF_8));
    }

    private static List<String> textsOf(JsonItems items) {
        return items.items().stream().map(item -> new String(item.bytes(), UTF_8)).toList();
    }

    @Test
    void keepsTheBytesOfEachElementExactly() {
        var items = document(" [ {\"a\" : 1.50, \"ü\":\"é\"} ,\n{ } , 7 ] ");

        assertThat(items.several()).isTrue();
        assertThat(textsOf(items).subList(0, 2)).containsExactly("{\"a\" : 1.50, \"ü\":\"é\"}", "{ }");
        assertThat(items.items().get(0).json().get("a").decimalValue()).isEqualTo("1.50");
    }

    @Test
    void keepsTheWholeBodyOfASingleItem() {
        var items = document("\n {\"a\":1} \n");

        assertThat(items.several()).isFalse();
        assertThat(textsOf(items)).containsExactly("\n {\"a\":1} \n");
    }

    @Test
    void countsLinesAndSkipsBlankOnes() {
        var items = JsonItems.ofLines("{\"a\":1}\r\n\n  \n{bad\n[1]\n{\"b\":2}".getBytes(UTF_8));

        assertThat(items.items()).extracting(JsonItem::index).containsExactly(0, 3, 4, 5);
        assertThat(textsOf(items)).containsExactly("{\"a\":1}", "{bad", "[1]", "{\"b\":2}");
        assertThat(items.items()).extracting(item -> item.json() == null).containsExactly(false, true, true, false);
    }

    @Test
    void readsValuesInARowAsSeveral() {
        assertThat(textsOf(document("{\"a\":1}\n{\"a\":2}\n"))).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "{", "[{}", "[{}]x", "{\"a\":NaN}", "nul", "{'a':1}"})
    void saysThatABodyIsUnreadableAndKeepsItsBytes(String text) {
        var items = document(text);

        assertThat(items.several()).isFalse();
        assertThat(items.items().get(0).json()).isNull();
        assertThat(textsOf(items)).containsExactly(text);
    }

    @Test
    void refusesUtf16() {
        assertThat(JsonItems.ofDocument("{\"a\":1}".getBytes(UTF_16)).items().get(0).unreadable()).contains("UTF-8");
    }

    @Test
    void doesNotQuoteThePayloadInItsExplanation() {
        assertThat(document("{\"name\": Jessica}").items().get(0).unreadable()).doesNotContain("Jessica");
    }

    @Test
    void holdsAFlawAgainstItsOwnElementOnly() {
        var deep = "[".repeat(5_000) + "]".repeat(5_000);

        var items = document(
                "[{\"a\":1,\"a\":2}, {\"deep\":" + deep + "}, {\"n\":" + "9".repeat(5_000) + "}, {\"a\":1}]");

        assertThat(items.items()).extracting(JsonItem::unreadable)
            .containsExactly("the field 'a' stands twice in one object",
                    "the JSON is nested deeper than 64 levels", null, null);
    }

    @Test
    void findsTheBytesOfElementsDeepInside() {
        var body = "{\"x\":{\"list\":[0]},\"out\":{\"n\":1,\"list\":[ {\"a\":[1]} , {\"b\":{}} ]}}".getBytes(UTF_8);

        assertThat(JsonItems.bytesOfElements(body, "out", "list")).extracting(bytes -> new String(bytes, UTF_8))
            .containsExactly("{\"a\":[1]}", "{\"b\":{}}");
    }

    @Test
    void ofMoreItemsThanWereWantedTheRestIsOnlyCounted() {
        byte[] array = "[1, [2], {\"a\": 3}, 4]".getBytes(UTF_8);
        byte[] lines = "{}\n\n[2]\n{\"a\": 3}\n4\n".getBytes(UTF_8);

        var ofArray = JsonItems.document(array, 2, item -> new String(item.bytes(), UTF_8));
        var ofLines = JsonItems.lines(lines, 2, item -> item.index());
        var ofValues = JsonItems.document(lines, 2, item -> new String(item.bytes(), UTF_8));

        assertThat(ofArray).isEqualTo(new JsonItems.Taken<>(true, 4, List.of("1", "[2]")));
        assertThat(ofLines).isEqualTo(new JsonItems.Taken<>(true, 4, List.of(0, 2)));
        assertThat(ofValues).isEqualTo(new JsonItems.Taken<>(true, 4, List.of("{}", "[2]")));
    }

    @Test
    void aFieldsValueIsGivenByItsBytesAsTheyStand() {
        byte[] event = "{\"id\": \"x\", \"data\": [1.50,  2], \"more\": 0}".getBytes(UTF_8);

        assertThat(JsonItems.bytesAt(event, "data").map(bytes -> new String(bytes, UTF_8))).contains("[1.50,  2]");
        assertThat(JsonItems.bytesAt(event, "none")).isEmpty();
    }
}
