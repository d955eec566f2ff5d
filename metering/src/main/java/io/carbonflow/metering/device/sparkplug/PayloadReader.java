package io.carbonflow.metering.device.sparkplug;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

import com.google.protobuf.InvalidProtocolBufferException;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;

/** Reads a payload, an unpacked or a compressed one. */
final class PayloadReader {

    /** More than this is not unpacked: a small message could otherwise fill the memory. */
    static final int UNPACKED_BYTES_MAX = 4 << 20;

    private static final String COMPRESSED = "SPBV1.0_COMPRESSED";
    private static final int GZIP_MAGIC = 0x1f;

    private PayloadReader() {}

    /** The payload; null and a reason where the bytes are none. */
    static Payload read(byte[] bytes, Reasons reasons) {
        Payload payload = parse(bytes, reasons);
        return payload != null && payload.getUuid().equals(COMPRESSED) ? unpacked(payload, reasons) : payload;
    }

    private static Payload parse(byte[] bytes, Reasons reasons) {
        try {
            return Payload.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            reasons.add(ReasonCode.MALFORMED, null, "a Sparkplug B message is a protobuf Payload, found other bytes");
            return null;
        }
    }

    private static Payload unpacked(Payload packed, Reasons reasons) {
        byte[] body = packed.getBody().toByteArray();
        try (InputStream unpacking = unpacking(packed, body)) {
            byte[] bytes = unpacking.readNBytes(UNPACKED_BYTES_MAX + 1);
            if (bytes.length > UNPACKED_BYTES_MAX) {
                reasons.add(ReasonCode.TOO_LARGE, "body",
                        "a compressed message has at most " + UNPACKED_BYTES_MAX + " bytes unpacked, found more");
                return null;
            }
            Payload payload = parse(bytes, reasons);
            return payload == null || payload.hasSeq() || !packed.hasSeq() ? payload
                    : payload.toBuilder().setSeq(packed.getSeq()).build();
        } catch (IOException e) {
            reasons.add(ReasonCode.MALFORMED, "body", "the compressed body cannot be unpacked");
            return null;
        }
    }

    private static InputStream unpacking(Payload packed, byte[] body) throws IOException {
        boolean isGzip = packed.getMetricsList()
            .stream()
            .filter(metric -> metric.getName().equals("algorithm"))
            .map(Metric::getStringValue)
            .findFirst()
            .map("GZIP"::equalsIgnoreCase)
            .orElse(body.length > 0 && body[0] == GZIP_MAGIC);
        var bytes = new ByteArrayInputStream(body);
        return isGzip ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes);
    }
}
