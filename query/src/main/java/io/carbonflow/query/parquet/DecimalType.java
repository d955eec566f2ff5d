package io.carbonflow.query.parquet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Consumer;

/** Decimals as 16 bytes, the highest first: what every reader understands, whatever the precision. */
final class DecimalType extends ParquetType {

    private static final int BYTES = 16;

    private final int scale;

    DecimalType(int scale) {
        super(PHYSICAL_FIXED, 5);
        this.scale = scale;
    }

    @Override
    Object kept(Object value) {
        var decimal = ((BigDecimal) value).setScale(scale, RoundingMode.UNNECESSARY);
        if (decimal.precision() > PRECISION) {
            throw new ArithmeticException("a decimal has at most " + PRECISION + " digits, of which " + scale
                    + " after the point; found " + decimal.toPlainString());
        }
        return decimal;
    }

    @Override
    void plain(Object kept, Bytes out) {
        byte[] digits = ((BigDecimal) kept).unscaledValue().toByteArray();
        for (int i = digits.length; i < BYTES; i++) {
            out.write(digits[0] < 0 ? 0xFF : 0);
        }
        out.put(digits);
    }

    @Override
    int compare(Object kept, Object other) {
        return ((BigDecimal) kept).compareTo((BigDecimal) other);
    }

    @Override
    void length(CompactProtocol element) {
        element.int32(2, BYTES);
    }

    @Override
    void digits(CompactProtocol element) {
        element.int32(7, scale).int32(8, PRECISION);
    }

    @Override
    Consumer<CompactProtocol> logical() {
        return element -> element.struct(5).int32(1, scale).int32(2, PRECISION).end();
    }
}
