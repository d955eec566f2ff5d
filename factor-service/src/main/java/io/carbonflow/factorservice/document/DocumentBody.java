package io.carbonflow.factorservice.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.platform.problem.ProblemException;

/** The JSON of a document, looked at only for what every kind has in common. */
final class DocumentBody {

    /** A larger body is refused. */
    static final int BYTES_MAX = 1_048_576;
    private static final int NESTING_MAX = 50;
    private static final JsonMapper JSON = mapper();

    private final JsonNode whole;

    private DocumentBody(JsonNode whole) {
        this.whole = whole;
    }

    /** A stored document's body, which is known to be JSON. */
    static DocumentBody of(String json) {
        try {
            return new DocumentBody(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is no JSON", e);
        }
    }

    /**
     * What somebody sent, as text: 413 where it is too long, 400 where it is not JSON in UTF-8.
     */
    static String textOf(byte[] sent) {
        if (sent.length > BYTES_MAX) {
            throw ProblemException.tooLarge("the document has %d bytes, allowed are %d".formatted(sent.length,
                    BYTES_MAX));
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(sent)).toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.badRequest("the body is not text in UTF-8");
        }
        try {
            if (JSON.readTree(text).isMissingNode()) {
                throw ProblemException.badRequest("the body is empty, expected is a JSON object");
            }
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw ProblemException.badRequest("the body is no JSON: " + e.getOriginalMessage() + (place == null ? ""
                    : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr())));
        }
        return text;
    }

    /** The version the document states of itself. */
    OptionalInt version() {
        JsonNode version = whole.path("version");
        return version.canConvertToInt() && version.isIntegralNumber()
                ? OptionalInt.of(version.intValue())
                : OptionalInt.empty();
    }

    Optional<String> title() {
        return text("title");
    }

    /** A member that is a text. */
    Optional<String> text(String member) {
        return Optional.ofNullable(whole.path(member).textValue());
    }

    boolean isRetired() {
        return whole.path("retired").asBoolean(false);
    }

    /** Whether the two say the same, apart from id and version and the order of members. */
    boolean saysTheSameAs(DocumentBody other) {
        return withoutIdentity(whole).equals(withoutIdentity(other.whole));
    }

    private static JsonNode withoutIdentity(JsonNode document) {
        return document instanceof ObjectNode object ? object.deepCopy().without(java.util.List.of("id", "version"))
                : document;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
        mapper.getFactory()
            .setStreamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).maxNumberLength(200).build());
        return mapper;
    }
}
