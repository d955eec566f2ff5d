package io.carbonflow.gateway.files;

import io.carbonflow.intake.contract.Verdict;

/**
 * One item of a file.
 *
 * @param index       its place among the items, from 0; of lines of JSON the line, blank ones included
 * @param line        on which it begins, from 1
 * @param bytes       exactly as in the file
 * @param contentType what these bytes are, complete enough to read them again without the file
 * @param verdict     what the contract says
 */
record FileItem(int index, long line, byte[] bytes, String contentType, Verdict verdict) {}
