package io.carbonflow.calculator.library;

/** Something the factor service served whole. */
interface Snapshot {

    /** Names the content. */
    String etag();
}
