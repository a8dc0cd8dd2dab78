from early import other
thing = 2
