package io.carbonflow.metering.device.sparkplug;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

import io.carbonflow.accounting.quantity.ExactDecimal;

/**
 * The number of a metric. This is the one place where a binary fraction comes in: it is taken as the shortest decimal
 * that is that fraction and no other, which is what the device meant by it; from there on it is exact.
 */
final class Numbers {

    private static final int DOUBLE_DIGITS = 17;
    private static final int FLOAT_DIGITS = 9;

    private Numbers() {}

    /**
     * The number.
     *
     * @param datatype from the birth or the metric itself; it says how the bits of an integer are meant
     * @return empty where the value is none: a text, a truth, not a number, infinite
     */
    static Optional<BigDecimal> of(Metric metric, int datatype) {
        return switch (metric.getValueCase()) {
            case INT_VALUE -> Optional.of(integer(metric.getIntValue(), datatype));
            case LONG_VALUE -> Optional.of(integer(metric.getLongValue(), datatype));
            case FLOAT_VALUE -> shortest(metric.getFloatValue());
            case DOUBLE_VALUE -> shortest(metric.getDoubleValue());
            case STRING_VALUE -> ExactDecimal.parse(metric.getStringValue().strip());
            default -> Optional.empty();
        };
    }

    private static BigDecimal integer(int bits, int datatype) {
        return BigDecimal.valueOf(switch (datatype) {
            case DataType.Int8_VALUE -> (byte) bits;
            case DataType.Int16_VALUE -> (short) bits;
            case DataType.Int32_VALUE -> bits;
            default -> Integer.toUnsignedLong(bits);
        });
    }

    private static BigDecimal integer(long bits, int datatype) {
        boolean isSigned = datatype >= DataType.Int8_VALUE && datatype <= DataType.Int64_VALUE;
        return isSigned ? BigDecimal.valueOf(bits) : new BigDecimal(Long.toUnsignedString(bits));
    }

    static Optional<BigDecimal> shortest(double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        var exact = new BigDecimal(value);
        for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return Optional.of(rounded);
            }
        }
        return Optional.of(exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN)));
    }

    static Optional<BigDecimal> shortest(float value) {
        if (!Float.isFinite(value)) {
            return Optional.empty();
        }
        var exact = new BigDecimal(value);
        for (int digits = 1; digits < FLOAT_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                return Optional.of(rounded);
            }
        }
        return Optional.of(exact.round(new MathContext(FLOAT_DIGITS, RoundingMode.HALF_EVEN)));
    }
}
