/** What the families share in reading a message: its JSON, its times, its numbers, who is on line. */
package io.carbonflow.metering.device.message;
