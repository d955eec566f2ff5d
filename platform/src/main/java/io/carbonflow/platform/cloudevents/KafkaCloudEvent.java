package io.carbonflow.platform.cloudevents;

import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.carbonflow.platform.problem.ProblemException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * A Kafka record as Knative's KafkaSource delivers it over HTTP: CloudEvents 1.0, binary or structured, with the record's
 * value as data, {@code source} ending in {@code #topic} and {@code subject} of the form {@code partition:2#1234}.
 *
 * @param topic     the record's topic
 * @param partition its partition
 * @param offset    its offset
 * @param value     its value, byte for byte
 */
public record KafkaCloudEvent(String topic, int partition, long offset, byte[] value) {

    public static final String STRUCTURED_MEDIA_TYPE = "application/cloudevents+json";

    private static final Pattern POSITION = Pattern.compile("partition:(\\d+)#(\\d+)");

    /**
     * Reads either form.
     *
     * @param contentType of the request; decides the form
     * @param header      value of a request header, null where absent
     * @param body        the request's body
     * @throws ProblemException 400 with what is missing
     */
    public static KafkaCloudEvent read(String contentType, UnaryOperator<String> header, byte[] body) {
        boolean structured = contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED_MEDIA_TYPE);
        return structured ? structured(body)
                : of(header.apply("ce-specversion"), header.apply("ce-source"), header.apply("ce-subject"), body);
    }

    private static KafkaCloudEvent structured(byte[] body) {
        try {
            var event = new JsonObject(new String(body, java.nio.charset.StandardCharsets.UTF_8));
            String data = event.getString("data_base64");
            if (data == null) {
                throw ProblemException.badRequest("the event has no data_base64; a record's value is binary");
            }
            return of(event.getString("specversion"), event.getString("source"), event.getString("subject"),
                    Base64.getDecoder().decode(data));
        } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
            throw ProblemException.badRequest("the body is not a structured CloudEvent");
        }
    }

    private static KafkaCloudEvent of(String specversion, String source, String subject, byte[] value) {
        if (!"1.0".equals(specversion)) {
            throw ProblemException.badRequest("specversion is 1.0, found " + specversion);
        }
        int hash = source == null ? -1 : source.lastIndexOf('#');
        Matcher position = POSITION.matcher(subject == null ? "" : subject);
        if (hash < 0 || !position.matches()) {
            throw ProblemException.badRequest("source ends in #topic and subject is partition:P#O, found source "
                    + source + " and subject " + subject);
        }
        return new KafkaCloudEvent(source.substring(hash + 1), Integer.parseInt(position.group(1)),
                Long.parseLong(position.group(2)), value);
    }
}
