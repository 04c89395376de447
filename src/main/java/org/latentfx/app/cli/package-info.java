/** The verbs of the command line and what they share. */
@NullMarked
package org.latentfx.app.cli;

import org.jspecify.annotations.NullMarked;
