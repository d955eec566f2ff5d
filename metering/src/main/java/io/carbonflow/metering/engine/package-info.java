/** What stands, powers and intervals of a meter mean: how much flowed, when, and what is odd about it. No framework. */
package io.carbonflow.metering.engine;
