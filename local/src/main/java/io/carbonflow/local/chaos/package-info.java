/** Kills parts of a running stack while events flow. */
package io.carbonflow.local.chaos;
