/**
 * What the services agree on: the names of the topics, the keys and headers of their records, the codes of a refusal.
 *
 * <p>
 * The records themselves are generated from {@code src/main/avro} into {@code io.carbonflow.contracts.avro}. Avro
 * instantiates a class by name only if its package is named in the system property
 * {@code org.apache.avro.SERIALIZABLE_PACKAGES}; every process that reads our topics sets it to
 * {@code io.carbonflow.contracts,java.lang,java.math}.
 */
package io.carbonflow.contracts;
