/** What the tests of several modules share: the real parts of the stack, and builders that are valid by default. */
package io.carbonflow.testsupport;
