package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** One object of canonical JSON, asked for members of a kind. */
record Line(Map<?, ?> members) {

    /** Reads an object that is written as canonical JSON has it, byte for byte. */
    static Line canonical(byte[] bytes) throws MismatchException {
        try {
            return canonical(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new MismatchException("it is not UTF-8 text");
        }
    }

    static Line canonical(String text) throws MismatchException {
        try {
            if (CanonicalJson.read(text) instanceof Map<?, ?> members && CanonicalJson.write(members).equals(text)) {
                return new Line(members);
            }
        } catch (IllegalArgumentException e) {
            throw new MismatchException("it is not JSON: " + e.getMessage());
        }
        throw new MismatchException("it is not one object of canonical JSON");
    }

    /** Requires exactly these members. */
    Line of(String... names) throws MismatchException {
        if (!members.keySet().equals(Set.of(names))) {
            throw new MismatchException("its members are " + members.keySet() + ", they should be "
                    + new TreeSet<>(Set.of(names)));
        }
        return this;
    }

    boolean isNull(String name) {
        return members.get(name) == null;
    }

    String text(String name) throws MismatchException {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new MismatchException(name + " is no text");
    }

    String textOrNull(String name) throws MismatchException {
        return isNull(name) ? null : text(name);
    }

    /** A whole number of at least {@code least}. */
    long whole(String name, long least) throws MismatchException {
        try {
            if (members.get(name) instanceof BigDecimal number && number.longValueExact() >= least) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            // answered below
        }
        throw new MismatchException(name + " is no whole number from " + least + " on");
    }

    /** A time as canonical forms have it: UTC, six decimals. */
    Instant time(String name) throws MismatchException {
        String text = text(name);
        try {
            if (text.matches(".{10,}T[0-9:]{8}\\.[0-9]{6}Z")) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // answered below
        }
        throw new MismatchException(name + " is no time in UTC with six decimals");
    }

    /** A number that is written as a text. */
    BigDecimal decimal(String name) throws MismatchException {
        try {
            return new BigDecimal(text(name));
        } catch (NumberFormatException e) {
            throw new MismatchException(name + " is no number");
        }
    }

    byte[] hash(String name) throws MismatchException {
        return hash(name, members.get(name));
    }

    List<byte[]> hashes(String name) throws MismatchException {
        var hashes = new ArrayList<byte[]>();
        for (Object item : list(name)) {
            hashes.add(hash(name, item));
        }
        return hashes;
    }

    private static byte[] hash(String name, Object value) throws MismatchException {
        if (value instanceof String text && text.matches("[0-9a-f]{64}")) {
            return HexFormat.of().parseHex(text);
        }
        throw new MismatchException(name + " is no hash of 64 hexadecimal digits");
    }

    byte[] base64(String name) throws MismatchException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text(name));
            if (Base64.getEncoder().encodeToString(bytes).equals(text(name))) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new MismatchException(name + " is no Base64 text");
    }

    List<Line> objects(String name) throws MismatchException {
        var objects = new ArrayList<Line>();
        for (Object item : list(name)) {
            if (!(item instanceof Map<?, ?> object)) {
                throw new MismatchException(name + " is no list of objects");
            }
            objects.add(new Line(object));
        }
        return objects;
    }

    private List<?> list(String name) throws MismatchException {
        if (members.get(name) instanceof List<?> list) {
            return list;
        }
        throw new MismatchException(name + " is no list");
    }
}
