"What makes and keeps the book: pages, images, guards, rows of other machines"
