/** What a person sees of pictures before they are taken as data, and how they are to be read. */
@NullMarked
package org.latentfx.view.data;

import org.jspecify.annotations.NullMarked;
