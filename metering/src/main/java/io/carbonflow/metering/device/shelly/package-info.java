/** Shelly devices of the first generation ({@code shellies/…}) and of the second and third (RPC notifications). */
package io.carbonflow.metering.device.shelly;
