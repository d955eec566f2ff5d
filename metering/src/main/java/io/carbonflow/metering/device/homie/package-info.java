/** Devices by the Homie convention, versions 3, 4 and 5: one value per message, its unit in another. */
package io.carbonflow.metering.device.homie;
