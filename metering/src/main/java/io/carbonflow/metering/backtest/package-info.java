/** How well the rule for short gaps would have done on readings that are known. */
package io.carbonflow.metering.backtest;
