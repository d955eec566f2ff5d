package io.carbonflow.ledger.anchor;

import java.math.BigDecimal;
import java.math.BigInteger;

import io.vertx.core.json.JsonObject;

/**
 * What a transaction offers per unit of gas, in wei.
 *
 * @param most     the gas price, or with a priority the most that is paid
 * @param priority what goes to whoever makes the block; null on a chain without EIP-1559
 */
record EvmFees(BigInteger most, BigInteger priority) {

    private static final BigInteger PRIORITY_WITHOUT_ADVICE = BigInteger.valueOf(1_500_000_000L);
    private static final int GWEI_DECIMALS = 9;

    /** What the node advises: room for the base fee to double before the transaction is in a block. */
    static EvmFees advisedBy(EvmNode node) {
        var base = node.block("latest").flatMap(block -> EvmNode.quantityOf(block.getValue("baseFeePerGas")));
        if (base.isEmpty()) {
            return new EvmFees(node.gasPrice(), null);
        }
        var priority = node.priorityFee().orElse(PRIORITY_WITHOUT_ADVICE);
        return new EvmFees(base.get().shiftLeft(1).add(priority), priority);
    }

    static EvmFees of(JsonObject evidence) {
        String priority = evidence.getString("priority_fee_per_gas");
        return new EvmFees(new BigInteger(evidence.getString("fee_per_gas_max")),
                priority == null ? null : new BigInteger(priority));
    }

    /** At least what nodes ask of a replacement, an eighth more in everything, and at least what is advised now. */
    EvmFees toReplace(EvmFees earlier) {
        var least = new EvmFees(oneEighthMore(earlier.most()),
                earlier.priority() == null ? null : oneEighthMore(earlier.priority()));
        return new EvmFees(most.max(least.most()), priority == null || least.priority() == null ? priority
                : priority.max(least.priority()));
    }

    boolean isWithin(BigDecimal gweiMax) {
        return new BigDecimal(most).compareTo(gweiMax.movePointRight(GWEI_DECIMALS)) <= 0;
    }

    /** As gwei, for a person. */
    String gwei() {
        return new BigDecimal(most).movePointLeft(GWEI_DECIMALS).stripTrailingZeros().toPlainString();
    }

    private static BigInteger oneEighthMore(BigInteger fee) {
        return fee.add(fee.shiftRight(3)).add(BigInteger.ONE);
    }
}
