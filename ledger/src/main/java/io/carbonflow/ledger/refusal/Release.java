package io.carbonflow.ledger.refusal;

/**
 * A record that says it is the continuation of a letter.
 *
 * @param letterId  of the same tenant
 * @param record    the record
 * @param isDerived whether the receipt of what it carries is counted elsewhere, letter or not
 */
public record Release(String tenantId, String letterId, RawPosition record, boolean isDerived) {

    LetterKey letter() {
        return new LetterKey(tenantId, letterId);
    }
}
