/**
 * What an item must be to be taken in: reading it from hostile bytes, the canonical contract, and the verdict. Shared by
 * the gateway, the metering stage and the client library; no framework.
 */
package io.carbonflow.intake;
