package io.carbonflow.accounting.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;

/** UTF-8 under construction, used again and again by one thread. */
final class Buffer {

    private static final ThreadLocal<Buffer> OWN = ThreadLocal.withInitial(Buffer::new);
    /** Digits a long always holds. */
    private static final int COMPACT_DIGITS_MAX = 18;

    private byte[] bytes = new byte[4096];
    private int length;
    private boolean isAscii;

    private Buffer() {}

    /** This thread's buffer, empty. */
    static Buffer empty() {
        Buffer buffer = OWN.get();
        buffer.length = 0;
        buffer.isAscii = true;
        return buffer;
    }

    Buffer put(byte[] text, boolean ascii) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        isAscii &= ascii;
        return this;
    }

    Buffer put(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        return put(encoded, encoded.length == text.length());
    }

    /** A plain decimal with exactly the digits it has. */
    Buffer put(BigDecimal number) {
        int scale = number.scale();
        if (scale < 0 || scale > COMPACT_DIGITS_MAX || number.precision() > COMPACT_DIGITS_MAX) {
            return put(number.toPlainString());
        }
        return put(scale == 0 ? number.longValue() : number.unscaledValue().longValue(), scale);
    }

    private Buffer put(long unscaled, int scale) {
        reserve(2 * COMPACT_DIGITS_MAX + 4);
        if (unscaled < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(unscaled);
        int digits = Math.max(digits(rest), scale + 1);
        int end = length + digits + (scale > 0 ? 1 : 0);
        int at = end;
        for (int i = 0; i < digits; i++) {
            if (i == scale && scale > 0) {
                bytes[--at] = '.';
            }
            long quotient = rest / 10;
            bytes[--at] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
        length = end;
        return this;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long bound = 10; digits < COMPACT_DIGITS_MAX + 1 && number >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    String text() {
        return new String(bytes, 0, length, isAscii ? ISO_8859_1 : UTF_8);
    }
}
