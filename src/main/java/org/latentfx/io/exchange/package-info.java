/** What leaves the program for others: models, codes and curves in the forms that other programs read. */
@NullMarked
package org.latentfx.io.exchange;

import org.jspecify.annotations.NullMarked;
