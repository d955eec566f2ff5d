/** Plugs and reading heads with the Tasmota firmware. */
package io.carbonflow.metering.device.tasmota;
