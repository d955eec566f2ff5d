package io.carbonflow.gateway.deadletter;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of letters that were tried together.
 *
 * @param examined     how many were tried
 * @param accepted     went on to be calculated
 * @param context      went on and carry no activity
 * @param forwarded    messages of devices that went to the metering stage, which decides
 * @param rejected     still break a rule; they stay as they are
 * @param held         still wait; they stay as they are
 * @param alreadySent  went on a moment ago
 * @param expired      have no bytes any more
 * @param notReadable  cannot be read again by themselves
 * @param left         letters of the filter, received before this request, that were not tried; ask again to go on
 */
@RegisterForReflection
record BulkAnswer(int examined, int accepted, int context, int forwarded, int rejected, int held, int alreadySent,
        int expired, int notReadable, long left) {}
