/** Writes Apache Parquet files of flat rows, without any library: see ADR 0024. */
package io.carbonflow.query.parquet;
