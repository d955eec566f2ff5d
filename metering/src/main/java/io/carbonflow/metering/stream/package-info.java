/** The topology: from raw.meter to records of what flowed, with all state kept by Kafka Streams. */
package io.carbonflow.metering.stream;
